-- What there is, as the executor's discovery last said.
create table instances (
  instance_key text        primary key,
  identifier   text        not null,
  body         jsonb       not null,
  observed_at  timestamptz not null
);

-- One row per operation: where it stands and what was decided. Changed by compare-and-set on the version.
create table cases (
  operation_id text        primary key,
  instance_key text        not null,
  state        text        not null check (state in ('unseen', 'parked', 'approved', 'refused', 'cancelled')),
  request      jsonb,
  trace        jsonb       not null,
  park_until   timestamptz,
  decision     jsonb,
  sequence     bigint      not null check (sequence >= 0),
  version      bigint      not null check (version > 0),
  opened_at    timestamptz not null,
  changed_at   timestamptz not null,
  check (state = 'unseen' or request is not null),
  check ((state = 'parked') = (park_until is not null)),
  check (state in ('unseen', 'parked') or decision is not null)
);
create index cases_parked on cases (instance_key, opened_at) where state = 'parked';

-- Which rules were announced last, so that a restart or a second instance does not announce them again.
create table announced_rules (
  only_row boolean primary key default true check (only_row),
  version  text    not null,
  refused  text
);

grant select, insert, update, delete on instances to "${runtime_role}";
-- A decision is for ever: rows can be added and moved on, never taken away.
grant select, insert, update on cases, announced_rules to "${runtime_role}";
