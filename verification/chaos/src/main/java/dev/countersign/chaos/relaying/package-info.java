/**
 * The relay in simulated time: its own code, of {@code relay.publishing}, between a simulated
 * database, broker and clock, on one thread. Enters: a seed. Leaves: what went wrong, if anything
 * did. Promised: the same seed tells the same story.
 */
@NullMarked
package dev.countersign.chaos.relaying;

import org.jspecify.annotations.NullMarked;
