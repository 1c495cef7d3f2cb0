/**
 * Measures. Enters: a platform that the bench brings up itself, with the simulator's delays at 0.
 * Leaves: figures, each with its unit in its name. Promised: what is compared was measured in one
 * run, turn by turn.
 */
@NullMarked
package dev.countersign.bench;

import org.jspecify.annotations.NullMarked;
