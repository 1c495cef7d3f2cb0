/**
 * The executor's core under everything that may go wrong, on one thread and in simulated time.
 * Enters: a seed. Leaves: the number of steps, and the violations of the promises with the trace
 * that led there. Promised: the same seed gives the same run, to the last step.
 */
@NullMarked
package dev.countersign.chaos.simulation;

import org.jspecify.annotations.NullMarked;
