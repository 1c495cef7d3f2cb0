-- One row for each decision that was let in. Explicit columns for what is claimed and queued by; the
-- machine's own state, which only the code reads, as one document. What is to be done, until when and to what is read from
-- the signed envelope before each call: a copy beside it could only differ from it.
create table executions (
  operation_id   text        primary key,
  queue_no       bigint      generated always as identity,
  instance_key   text        not null,
  operation      text        not null,
  environment    text        not null,
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
  -- What a person found out about an indeterminate operation; the first finding holds.
  resolution     jsonb,
  created_at     timestamptz not null default now(),
  -- What waits is ended when its approval expires, however long the one ahead holds the instance.
  expires_at     timestamptz,
  ended_at       timestamptz
);
create unique index one_active_operation_per_instance on executions (instance_key) where holds_instance;
create index executions_open on executions (instance_key, queue_no) where ended_at is null;
create index executions_by_owner on executions (lease_owner) where ended_at is null;
-- Read by every process every two seconds, however many executions are in flight.
create index executions_cancelled on executions (lease_owner) where ended_at is null and cancel is not null;
-- Taken over in order, in portions.
create index executions_in_order on executions (queue_no) where ended_at is null;
create index executions_expiring on executions (expires_at) where ended_at is null and not holds_instance;
-- What has ended is forgotten after a while, a portion at a time.
create index executions_to_forget on executions (greatest(ended_at, expires_at)) where ended_at is not null;
-- The envelope never changes, and the row does, several times: out of line it is written once. It is a signed text, which
-- does not get shorter, so nothing tries.
alter table executions alter column envelope set storage external;

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

grant select, insert, update, delete on executions, workers to "${runtime_role}";
grant select, insert, update on instances to "${runtime_role}";
