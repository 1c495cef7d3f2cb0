-- Instances become one type of resource among others: keys have five parts, account:region:service:type:id. What is under
-- way was signed with the keys of before, which nobody reads any more: it has to end first.
do $$
begin
  if exists (
      select from executions
      where ended_at is null or state ->> 'outcome' = 'indeterminate' and resolution is null)
    or exists (select from outbox where sent_at is null) then
    raise exception 'Operations are under way, or indeterminate and not resolved. This version names resources in another way and could not '
      'finish them. Run the version before until they have ended, then migrate again; or start with an empty database, on '
      'this machine with another --data folder.';
  end if;
end $$;

-- Discovered again within the first minutes, under the new keys.
delete from instances;

alter table executions rename column instance_key to resource_key;
alter table executions rename column holds_instance to holds_resource;
alter index one_active_operation_per_instance rename to one_active_operation_per_resource;
update executions set resource_key = regexp_replace(resource_key, '^([^:]+:[^:]+):([^:]+)$', '\1:rds:db:\2');

alter table instances rename to resources;
alter table resources rename column instance_key to resource_key;
-- Service and type, as in the key: what is missing from a list of one kind is not gone for being of another.
alter table resources add column kind text not null;
drop index instances_by_place;
create index resources_by_place on resources (account, region, kind) where gone_at is null;
