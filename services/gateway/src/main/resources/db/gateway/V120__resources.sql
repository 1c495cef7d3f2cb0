-- Instances become one type of resource among others: keys have five parts, account:region:service:type:id, and events
-- speak of resources. What is under way was signed with the keys of before, which nobody reads any more: it has to end first.
do $$
begin
  if exists (
      select from operation
      where state not in ('rejected', 'approval-expired', 'cancelled', 'failed', 'timed-out', 'indeterminate', 'succeeded')
        or state = 'indeterminate' and view #>> '{outcome,success}' is null)
    or exists (select from outbox where sent_at is null) then
    raise exception 'Operations are under way, or indeterminate and not resolved. This version names resources in another way and could not '
      'finish them. Run the version before until they have ended, then migrate again; or start with an empty database, on '
      'this machine with another --data folder.';
  end if;
end $$;

-- Discovered again within the first minutes, under the new keys.
delete from instance;
delete from gone_instance;

alter table instance rename to resource;
alter table gone_instance rename to gone_resource;
alter table gone_resource rename column instance_key to resource_key;
alter table resource rename column instance_key to resource_key;
alter table resource rename column resource_id to id;
alter table resource add column service text not null, add column type text not null;
alter index instance_by_identifier rename to resource_by_identifier;
alter index instance_by_arn rename to resource_by_arn;
create index resource_by_kind on resource (service, type, resource_key);

alter table operation rename column instance_key to resource_key;
alter table operation rename column instance_identifier to resource_identifier;
alter index operation_by_instance rename to operation_by_resource;

update operation set resource_key = regexp_replace(resource_key, '^([^:]+:[^:]+):([^:]+)$', '\1:rds:db:\2');
update operation set view = jsonb_set(view, '{request}',
  (view -> 'request') - 'instance' - 'instance_identifier'
    || jsonb_build_object('resource', resource_key, 'resource_identifier', resource_identifier));
