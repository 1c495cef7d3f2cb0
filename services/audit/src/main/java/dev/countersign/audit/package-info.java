/**
 * The audit service: the one place where everything that happened is on record. Enters: every
 * record of every topic. Leaves: acknowledgements, checkpoints, proofs and answers. Promised: what
 * is in the ledger stays, and anyone can find out whether it did.
 */
@NullMarked
package dev.countersign.audit;

import org.jspecify.annotations.NullMarked;
