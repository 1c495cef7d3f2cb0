-- The ledger. Everything here is only ever added to: the runtime role has no right to change or
-- remove a row, and triggers refuse it to everyone else, the owner included. Taking the triggers
-- away is an act of its own; the checkpoints that others hold show what was done behind them.

-- What stays for ever: the hashes, and what a repeated event is recognised by.
create table entries (
  index        bigint      primary key check (index >= 0),
  leaf_hash    bytea       not null check (octet_length(leaf_hash) = 32),
  kind         text        not null check (kind in ('event', 'conflict', 'unreadable', 'alarm')),
  recorded_at  timestamptz not null,
  source       text,
  event_id     text,
  content_hash bytea,
  subject      text,
  sequence     bigint,
  topic        text,
  partition    integer,
  "offset"     bigint
);
create unique index entries_once on entries (event_id, source, content_hash);
create index entries_sequence on entries (subject, source, sequence) where kind = 'event';
create index entries_findings on entries (index) where kind <> 'event';

-- What retention takes away, by whole months: the entries' bytes, and what they are found by.
create table bodies (
  index       bigint      not null,
  recorded_at timestamptz not null,
  bytes       bytea       not null check (octet_length(bytes) <= 65535),
  detached    bytea,
  type        text        not null,
  occurred_at timestamptz not null,
  operation   text,
  instance    text,
  identifier  text,
  person      text,
  environment text
) partition by range (recorded_at);
create index bodies_by_index on bodies (index);
create index bodies_by_operation on bodies (operation, index) where operation is not null;
create index bodies_by_instance on bodies (instance, index) where instance is not null;
create index bodies_by_identifier on bodies (identifier, instance) where identifier is not null;
create index bodies_by_person on bodies (person, operation) where person is not null;
create index bodies_by_environment on bodies (environment, operation) where environment is not null;
create index bodies_by_type on bodies (type, index);
create index bodies_by_time on bodies (occurred_at);

-- Complete subtrees from level 1 up; level 0 is the leaves, in entries.
create table nodes (
  level smallint not null check (level between 1 and 62),
  index bigint   not null check (index >= 0),
  hash  bytea    not null check (octet_length(hash) = 32),
  primary key (level, index)
);

-- One for each batch that appended something.
create table checkpoints (
  size      bigint      primary key check (size > 0),
  root_hash bytea       not null check (octet_length(root_hash) = 32),
  note      text        not null,
  signed_at timestamptz not null
);

-- How far Kafka has been read. The newest row of a partition counts.
create table positions (
  id           bigint  generated always as identity primary key,
  topic        text    not null,
  partition    integer not null,
  next_offset  bigint  not null
);
create index positions_newest on positions (topic, partition, id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger only_added_to before update or delete or truncate on entries
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on bodies
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on nodes
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on checkpoints
  for each statement execute function refuse_change();
create trigger only_added_to before update or delete or truncate on positions
  for each statement execute function refuse_change();

-- Makes room for a month's bodies. The runtime role may have this done, and cannot do it: it owns
-- no table, and can neither attach nor detach one.
create function open_month(day date) returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  first date := date_trunc('month', day)::date;
  name  text := 'bodies_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass('public.' || name) is null then
    perform pg_advisory_xact_lock(hashtext('open_month'));
    if to_regclass('public.' || name) is null then
      execute format(
        'create table public.%I partition of public.bodies for values from (%L) to (%L)',
        name, first || ' 00:00+00', (first + interval '1 month')::date || ' 00:00+00');
      execute format(
        'create trigger only_added_to before update or delete or truncate on public.%I '
        'for each statement execute function public.refuse_change()', name);
    end if;
  end if;
end $$;
revoke all on function open_month(date) from public;

revoke all on entries, bodies, nodes, checkpoints, positions from public;
grant select, insert on entries, bodies, nodes, checkpoints, positions to "${runtime_role}";
grant execute on function open_month(date) to "${runtime_role}";

-- This service keeps no state that changes. It has no use for the hop's tables.
revoke all on inbox, outbox, quarantine from "${runtime_role}";
