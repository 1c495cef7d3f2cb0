/**
 * The ledger over HTTP. Enters: questions of authenticated people and programs. Leaves: entries,
 * checkpoints, tiles and proofs. Promised: reading only, bounded answers, and for a bad question
 * the name of the field that is wrong.
 */
@NullMarked
package dev.countersign.audit.query;

import org.jspecify.annotations.NullMarked;
