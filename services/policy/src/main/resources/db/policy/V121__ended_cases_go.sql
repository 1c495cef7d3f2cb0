-- A decision stays for as long as its request could be decided anew, and much longer; not for ever. What is gone is in the
-- ledger. The service's own role still takes no row away: it can only ask for the old ones to go.
create index cases_ended on cases (changed_at) where state <> 'parked';

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
    where state <> 'parked' and changed_at < ended_before
    order by changed_at
    limit at_most
    for update skip locked),
  deleted as (delete from cases c using old where c.operation_id = old.operation_id returning 1)
  select count(*) into gone from deleted;
  return gone;
end $$;
revoke all on function prune_cases(timestamptz, integer) from public;
grant execute on function prune_cases(timestamptz, integer) to "${runtime_role}";
