/**
 * The shell around the core. Enters: executions that this process has claimed. Leaves: stored
 * states with their events, and effects, performed after the commit. Promised: one process at a
 * time is in charge of an execution (lease and fence), one execution at a time of an instance, and
 * whatever a dead process left is taken over from the state on record.
 */
@NullMarked
package dev.countersign.executor.execution;

import org.jspecify.annotations.NullMarked;
