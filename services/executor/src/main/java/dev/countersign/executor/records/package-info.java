/**
 * Executions on record, in PostgreSQL. Enters: decisions, within the transaction of their hop, and
 * what the shell wants of its port. Leaves: rows, and the status events that belong to them, in one
 * transaction. Promised: what {@link dev.countersign.executor.execution.Records} promises; one
 * contract test holds these and the simulation's records to it.
 */
@NullMarked
package dev.countersign.executor.records;

import org.jspecify.annotations.NullMarked;
