-- Instances become one type of resource among others: keys have five parts, account:region:service:type:id.
do $$
begin
  if exists (select from cases where due_at is not null) or exists (select from outbox where sent_at is null) then
    raise exception 'Requests wait for their decision. This version names resources in another way and could not decide them. '
      'Run the version before until they are decided, then migrate again; or start with an empty database, on this machine '
      'with another --data folder.';
  end if;
end $$;

-- Discovered again within the first minutes, under the new keys.
delete from instances;
delete from gone_instances;

-- What was decided is in the ledger. A request of before cannot be read any more, so that none is decided a second time.
delete from cases;

alter table instances rename to resources;
alter table resources rename column instance_key to resource_key;
alter table gone_instances rename to gone_resources;
alter table gone_resources rename column instance_key to resource_key;
alter table cases rename column instance_key to resource_key;
