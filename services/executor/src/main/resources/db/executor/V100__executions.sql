-- One row for each decision that was let in. Explicit columns for what is claimed and queued by; the
-- machine's own state, which only the code reads, as one document.
create table executions (
  operation_id   text        primary key,
  queue_no       bigint      generated always as identity,
  instance_key   text        not null,
  operation      text        not null,
  environment    text        not null,
  order_document jsonb,
  envelope       jsonb       not null,
  correlation_id text        not null,
  causation_id   text,
  traceparent    text,
  phase          text        not null,
  state          jsonb,
  version        bigint      not null default 0,
  event_sequence bigint      not null default 0,
  -- True from the claim until the instance is free again: the operation may be touching it.
  holds_instance boolean     not null default false,
  -- Counts the claims. Whoever writes with an older number is not in charge any more.
  fence          bigint      not null default 0,
  lease_owner    text,
  wake_at        timestamptz not null default now(),
  cancel         jsonb,
  created_at     timestamptz not null default now(),
  ended_at       timestamptz
);
create unique index one_active_operation_per_instance on executions (instance_key) where holds_instance;
create index executions_open on executions (instance_key, queue_no) where ended_at is null;
create index executions_by_owner on executions (lease_owner) where ended_at is null;

-- Executor processes. One lease for all that a process holds, so that renewing it is one small write.
create table workers (
  owner       text        primary key,
  alive_until timestamptz not null
);

-- The inventory as last seen. A fingerprint tells changes apart from mere looks.
create table instances (
  instance_key text        primary key,
  account      text        not null,
  region       text        not null,
  identifier   text        not null,
  fingerprint  text        not null,
  sequence     bigint      not null default 1,
  observed_at  timestamptz not null,
  gone_at      timestamptz
);
create index instances_by_place on instances (account, region) where gone_at is null;

grant select, insert, update on executions, instances to "${runtime_role}";
grant select, insert, update, delete on workers to "${runtime_role}";
