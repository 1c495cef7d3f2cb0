-- What a person found out about an indeterminate operation; the first finding holds.
alter table executions add column resolution jsonb;
