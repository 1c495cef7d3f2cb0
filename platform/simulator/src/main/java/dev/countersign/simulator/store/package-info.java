/**
 * The state of the simulated cloud and what makes it survive: one journal, and the ledger of
 * effects beside it.
 *
 * <p>Enters: calls. Leaves: their outcomes. Promised: when a mutating call has its answer, its
 * effect and the state after it are on disk; after a kill -9 exactly those are there again, each
 * effect once.
 */
@NullMarked
package dev.countersign.simulator.store;

import org.jspecify.annotations.NullMarked;
