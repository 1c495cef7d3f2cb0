/**
 * The ledger in PostgreSQL. Enters: plans and grown trees. Leaves: the head of the ledger, and what
 * it knows. Promised: a batch is there as a whole or not at all, on top of exactly the ledger that
 * it was planned for.
 */
@NullMarked
package dev.countersign.audit.store;

import org.jspecify.annotations.NullMarked;
