-- Events that this database has handled. The insert and the state change are one transaction: seen before means done.
create table inbox (
  source      text        not null,
  event_id    text        not null,
  consumer    text        not null,
  received_at timestamptz not null default now(),
  primary key (event_id, source, consumer)
);
create index inbox_by_age on inbox (received_at);

-- Events to publish, and published ones that the ledger has not acknowledged yet.
create table outbox (
  seq        bigint generated always as identity primary key,
  source     text        not null,
  event_id   text        not null unique,
  topic      text        not null,
  key        text        not null,
  headers    jsonb       not null,
  value      bytea,
  created_at timestamptz not null default now(),
  sent_at    timestamptz,
  sent_times integer     not null default 0
);
create index outbox_unsent on outbox (seq) where sent_at is null;
create index outbox_unacknowledged on outbox (sent_at) where sent_at is not null;

-- Kafka records that could not be understood, whole, for a person to look at.
create table quarantine (
  consumer   text        not null,
  topic      text        not null,
  partition  integer     not null,
  "offset"   bigint      not null,
  key        bytea,
  headers    jsonb       not null,
  value      bytea,
  reason     text        not null,
  put_at     timestamptz not null default now(),
  primary key (topic, partition, "offset", consumer)
);

grant select, insert, update, delete on inbox, outbox, quarantine to "${runtime_role}";
