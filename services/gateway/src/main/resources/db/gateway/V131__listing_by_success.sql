-- Failed operations are few, and asked for among all.
create index operation_by_success on operation ((view #>> '{outcome,success}'), operation_id);
