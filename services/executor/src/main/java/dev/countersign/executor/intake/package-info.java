/**
 * Decisions come in here. Enters: {@code countersign.decisions}. Leaves: executions in the queue,
 * or failures without effect. Promised: nothing that a trusted key did not sign, that was changed,
 * that has expired or that is about something else becomes an execution.
 */
@NullMarked
package dev.countersign.executor.intake;

import org.jspecify.annotations.NullMarked;
