-- What the test service remembers of each event: one row per effect, so that a doubled effect is a second row.
create table effect (
  number   bigint generated always as identity primary key,
  event_id text   not null,
  subject  text   not null,
  process  text   not null
);
grant select, insert, update on effect to "${runtime_role}";
