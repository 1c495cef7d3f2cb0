/**
 * What becomes of a batch of records, as pure functions. Enters: records, and what the ledger knows
 * of them. Leaves: the entries to append, in order, and the events to acknowledge. Promised: no
 * record is passed over, none is appended twice, and what is missing is said.
 */
@NullMarked
package dev.countersign.audit.intake;

import org.jspecify.annotations.NullMarked;
