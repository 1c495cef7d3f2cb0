-- When an instance was last found missing, so that an older sighting of it does not bring it back.
create table gone_instances (
  instance_key text        primary key,
  gone_at      timestamptz not null
);

grant select, insert, update, delete on gone_instances to "${runtime_role}";
