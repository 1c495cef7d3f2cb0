/**
 * Time. Leaves: the database's time, which all replicas share, advanced by a monotonic clock.
 * Promised: no jump of this machine's clock reaches it.
 */
@NullMarked
package dev.countersign.executor.clock;

import org.jspecify.annotations.NullMarked;
