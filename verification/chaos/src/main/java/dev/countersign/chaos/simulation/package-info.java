/**
 * The executor in simulated time: its own shell, of {@code executor.execution}, between a simulated
 * database, RDS and clock, on one thread. Enters: a seed. Leaves: the number of steps, and the
 * violations of the promises with the trace that led there. Promised: the same seed gives the same
 * run, to the last step.
 */
@NullMarked
package dev.countersign.chaos.simulation;

import org.jspecify.annotations.NullMarked;
