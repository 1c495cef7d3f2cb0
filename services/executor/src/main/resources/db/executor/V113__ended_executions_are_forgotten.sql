-- What has ended is forgotten after a while, a portion at a time.
create index executions_to_forget on executions (greatest(ended_at, expires_at)) where ended_at is not null;
grant delete on executions to "${runtime_role}";
