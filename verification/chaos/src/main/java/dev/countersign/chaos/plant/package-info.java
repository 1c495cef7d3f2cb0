/**
 * Mistakes to plant into a running executor, and places to die at. Enters: as a Java agent, the
 * bytes of the executor's classes as they are loaded. Leaves: the same with one mistake in it.
 * Promised: the product itself has no switch for any of this; without the agent none of it exists.
 * Nothing but the JDK is used, as this runs inside of another program.
 */
@NullMarked
package dev.countersign.chaos.plant;

import org.jspecify.annotations.NullMarked;
