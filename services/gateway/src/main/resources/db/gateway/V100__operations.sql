-- The view: one row per operation. The columns are what lists filter by; "view" is the whole of it.
create table operation (
  operation_id        text collate "C" primary key,
  operation           text        not null,
  instance_key        text        not null,
  instance_identifier text        not null,
  requester           text        not null,
  state               text        not null,
  version             bigint      not null,
  -- How many events this service has published about the operation: the next one's sequence is one more.
  published           bigint      not null default 0,
  requested_at        timestamptz not null,
  updated_at          timestamptz not null default now(),
  view                jsonb       not null
);
-- Operation ids are UUIDv7, so that the newest is the greatest.
create index operation_by_instance on operation (instance_key, operation_id);
create index operation_by_identifier on operation (instance_identifier, operation_id);
create index operation_by_state on operation (state, operation_id);
create index operation_by_requester on operation (requester, operation_id);

-- Every event of every operation, in the order in which this service saw them. No foreign key: an event whose
-- operation is not known (a restored database) is kept all the same.
create table history (
  operation_id text collate "C" not null,
  position     bigint      not null,
  type         text        not null,
  event_id     text        not null,
  source       text        not null,
  sequence     bigint      not null,
  time         timestamptz not null,
  data         jsonb       not null,
  primary key (operation_id, position)
);

create table idempotency (
  requester    text        not null,
  key          text        not null,
  request_hash text        not null,
  operation_id text        not null,
  created_at   timestamptz not null default now(),
  primary key (requester, key)
);
create index idempotency_by_age on idempotency (created_at);

create table instance (
  instance_key text collate "C" primary key,
  account      text        not null,
  region       text        not null,
  resource_id  text        not null,
  identifier   text        not null,
  arn          text        not null,
  data         jsonb       not null,
  seen_at      timestamptz not null default now()
);
create index instance_by_identifier on instance (identifier);
create index instance_by_arn on instance (arn);

grant select, insert, update on operation to "${runtime_role}";
grant select, insert on history to "${runtime_role}";
grant select, insert, delete on idempotency to "${runtime_role}";
grant select, insert, update, delete on instance to "${runtime_role}";
