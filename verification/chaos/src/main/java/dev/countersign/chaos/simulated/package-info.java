/**
 * What every simulation is made of: time that jumps from one event to the next, chance from one
 * seed, the threads of processes that can be stopped and killed, and a wire on which everything can
 * be lost. Enters: a seed. Leaves: what happened. Promised: the same seed tells the same story.
 */
@NullMarked
package dev.countersign.chaos.simulated;

import org.jspecify.annotations.NullMarked;
