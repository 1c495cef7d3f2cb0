/**
 * The fleet that a simulator begins with: two accounts, two regions, and every way of being
 * classified.
 *
 * <p>Enters: the time. Leaves: resources. Promised: the same fleet, with the same resource ids,
 * every time.
 */
@NullMarked
package dev.countersign.simulator.fleet;

import org.jspecify.annotations.NullMarked;
