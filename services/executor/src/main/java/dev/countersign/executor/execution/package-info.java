/**
 * The shell around the core. Enters: executions that this process has claimed. Leaves: stored
 * states with their events, and effects, performed after the commit. Promised: one process at a
 * time is in charge of an execution (lease and fence), one execution at a time of an instance, and
 * whatever a dead process left is taken over from the state on record.
 *
 * <p>Everything here runs on one {@link dev.countersign.chassis.loop.Loop}, behind ports: that
 * loop, {@link dev.countersign.executor.execution.Records} and {@link
 * dev.countersign.executor.cloud.Cloud}. So the simulation in {@code verification/chaos} runs this
 * very code (ADR 0016). {@code Worker} tells {@code Steps}, which use {@code Effects} and {@code
 * Looks}; nothing points back.
 */
@NullMarked
package dev.countersign.executor.execution;

import org.jspecify.annotations.NullMarked;
