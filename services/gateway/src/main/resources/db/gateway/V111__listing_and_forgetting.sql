-- For lists by environment: as policy said.
create index operation_by_environment on operation ((view #>> '{decision,environment}'), operation_id);

-- What ended long ago is forgotten. The states are those that end an operation.
create index operation_ended on operation (updated_at)
  where state in ('rejected', 'approval-expired', 'cancelled', 'failed', 'timed-out', 'indeterminate', 'succeeded');

-- Events of operations that are not known, too. They are appended in the order of their times, more or less.
create index history_by_time on history using brin (time);

grant delete on operation, history to "${runtime_role}";
