/**
 * A real PostgreSQL, a real broker, the RDS simulator and our services as child processes, and the
 * whole platform through the launcher: the one harness of all tests.
 *
 * <p>Enters: folders and ports. Leaves: addresses, and handles that can kill, pause and restart
 * what runs behind them. Promised: loopback only; what was acknowledged is still there after a
 * kill; no child outlives this process, not even where this process is killed.
 */
@NullMarked
package dev.countersign.embedded;

import org.jspecify.annotations.NullMarked;
