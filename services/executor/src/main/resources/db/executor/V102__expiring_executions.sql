-- What waits is ended when its approval expires, however long the one ahead holds the instance.
alter table executions add column expires_at timestamptz;
update executions set expires_at = (state #>> '{terms,expires_at}')::timestamptz where ended_at is null;
create index executions_expiring on executions (expires_at) where ended_at is null and not holds_instance;
