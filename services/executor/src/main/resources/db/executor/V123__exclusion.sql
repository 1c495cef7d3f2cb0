-- A cluster and its members exclude each other: one operation at a time among all of them, in one queue. What they share is
-- the cluster's key; every other resource has its own.
alter table resources add column member_of text;
-- What is on record is observed once more, and then says which cluster it belongs to.
update resources set fingerprint = 'membership unknown' where gone_at is null;
create index resources_by_name on resources (account, region, kind, identifier) where gone_at is null;

create function exclusion_of(key text) returns text language sql stable as $$
  select coalesce((
    select cluster.resource_key
    from resources member join resources cluster
      on cluster.account = member.account and cluster.region = member.region
      and cluster.kind = split_part(member.kind, ':', 1) || ':cluster'
      and cluster.identifier = member.member_of and cluster.gone_at is null
    where member.resource_key = key and member.gone_at is null
    limit 1), key)
$$;

alter table executions add column exclusion_key text;
update executions set exclusion_key = resource_key;
alter table executions alter column exclusion_key set not null;

-- Also for whoever inserts without knowing of it.
create function set_exclusion() returns trigger language plpgsql as $$
begin
  if new.exclusion_key is null then
    new.exclusion_key := exclusion_of(new.resource_key);
  end if;
  return new;
end $$;
create trigger executions_exclusion before insert on executions for each row execute function set_exclusion();

create unique index one_active_operation_per_exclusion on executions (exclusion_key) where holds_resource;
create index executions_queues on executions (exclusion_key, queue_no) where ended_at is null;
