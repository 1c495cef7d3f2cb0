-- An event that was published again arrives after newer ones: what is older than what is known changes nothing.
-- (The default is for the version before, which does not know the column.)
alter table instance add column observed_at timestamptz not null default '-infinity';
update instance set observed_at = (data ->> 'observed_at')::timestamptz;

-- When an instance was last found missing, so that an older sighting of it does not bring it back.
create table gone_instance (
  instance_key text collate "C" primary key,
  gone_at      timestamptz not null
);

grant select, insert, update, delete on gone_instance to "${runtime_role}";
