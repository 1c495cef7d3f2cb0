/**
 * The one writer. Enters: records from Kafka. Leaves: committed batches, and an acknowledgement of
 * every event in them. Promised: exactly one replica writes at a time; wherever it dies, the next
 * one goes on from the database, which alone knows how far the ledger has got.
 */
@NullMarked
package dev.countersign.audit.sequencer;

import org.jspecify.annotations.NullMarked;
