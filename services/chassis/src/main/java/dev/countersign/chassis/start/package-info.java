/**
 * How a service starts, and how it says that it does not. Enters: the environment. Leaves: a
 * running service, or one line per mistake that names the variable, and an exit code other than 0.
 */
@NullMarked
package dev.countersign.chassis.start;

import org.jspecify.annotations.NullMarked;
