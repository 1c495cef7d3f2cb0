-- What another person has to look at after a break-glass. Of one person at most one is open, whatever comes at the same moment.
create table reviews (
  operation_id text        primary key,
  used_by      text        not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  closed_by    text,
  check (closed_by <> used_by)
);
create unique index reviews_open on reviews (used_by) where closed_at is null;

grant select, insert, update on reviews to "${runtime_role}";
