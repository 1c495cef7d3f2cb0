/**
 * The simulator's own small API under {@code /_admin}: what AWS does not have and a test needs.
 *
 * <p>Enters: JSON. Leaves: JSON. Promised: a request that is not understood changes nothing and
 * says what was wrong.
 */
@NullMarked
package dev.countersign.simulator.admin;

import org.jspecify.annotations.NullMarked;
