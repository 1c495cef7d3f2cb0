-- What there is, as the executor's discovery last said.
create table instances (
  instance_key text        primary key,
  identifier   text        not null,
  body         jsonb       not null,
  observed_at  timestamptz not null
);

-- When an instance was last found missing, so that an older sighting of it does not bring it back.
create table gone_instances (
  instance_key text        primary key,
  gone_at      timestamptz not null
);

-- One row per operation. Changed by compare-and-set on the version.
create table cases (
  operation_id text        primary key,
  instance_key text        not null,
  -- Where it stands: the name of the state, and the state itself as the code has it. A new state needs no migration.
  state        text        not null,
  document     jsonb       not null,
  -- When to look at it again though nothing has happened. What is undecided has such a time, and nothing else has.
  due_at       timestamptz,
  trace        jsonb       not null,
  sequence     bigint      not null check (sequence >= 0),
  version      bigint      not null check (version > 0),
  changed_at   timestamptz not null
);
create index cases_due on cases (due_at) where due_at is not null;
create index cases_parked on cases (instance_key) where state = 'parked';
create index cases_ended on cases (changed_at) where due_at is null;

-- Which rules were announced last, so that a restart or a second instance does not announce them again.
create table announced_rules (
  only_row boolean primary key default true check (only_row),
  version  text    not null,
  refused  text
);

-- Rows of these tables are a few kilobytes, and much of that are signatures, which do not get shorter: kept in one piece,
-- they are written once instead of compressed in vain and cut up.
alter table cases set (toast_tuple_target = 8160);
alter table outbox set (toast_tuple_target = 8160);

grant select, insert, update, delete on instances, gone_instances to "${runtime_role}";
grant select, insert, update on cases, announced_rules to "${runtime_role}";

-- A decision stays for as long as its request could be decided anew, and much longer; not for ever. What is gone is in the
-- ledger. The service's own role takes no row away: it can only ask for the old ones to go.
create function prune_cases(ended_before timestamptz, at_most integer) returns bigint
language plpgsql security definer set search_path from current as $$
declare
  gone bigint;
begin
  if ended_before > now() - interval '1 day' then
    raise exception 'cases of the last day are kept';
  end if;
  with old as (
    select operation_id from cases
    where due_at is null and changed_at < ended_before
    order by changed_at
    limit at_most
    for update skip locked),
  deleted as (delete from cases c using old where c.operation_id = old.operation_id returning 1)
  select count(*) into gone from deleted;
  return gone;
end $$;
revoke all on function prune_cases(timestamptz, integer) from public;
grant execute on function prune_cases(timestamptz, integer) to "${runtime_role}";
