-- Read by every process every two seconds, however many executions are in flight.
create index executions_cancelled on executions (lease_owner) where ended_at is null and cancel is not null;
-- Taken over in order, in portions.
create index executions_in_order on executions (queue_no) where ended_at is null;
