package dev.countersign.contracts.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** About the record itself. */
public sealed interface RecordEvent extends EventData {

  /**
   * A Kafka record could not be understood, was put aside whole, and did not stop the others.
   *
   * @param consumer which service put it aside
   * @param reason why, without quoting the content
   * @param contentHash SHA-256 of the value, hex; null for a record without a value
   */
  record RecordQuarantined(
      String consumer,
      String topic,
      int partition,
      long offset,
      String reason,
      @Nullable String contentHash)
      implements RecordEvent {}

  /**
   * These events are in the ledger for good.
   *
   * @param size how many entries the ledger has with them
   * @param rootHash the Merkle tree's root over all of these, base64
   * @param events whose outbox rows can go
   */
  record LedgerAppended(long size, String rootHash, List<EventRef> events) implements RecordEvent {
    public LedgerAppended {
      events = List.copyOf(events);
    }
  }

  /** An event's identity, by CloudEvents: source and id together. */
  record EventRef(String source, String id) {}

  /** Rules and settings are in force from now on. */
  record RulesLoaded(String rulesVersion, String origin) implements RecordEvent {}

  /** A change to rules or settings was refused as a whole; the last good version stays. */
  record RulesRefused(String rulesVersionInForce, String origin, String reason)
      implements RecordEvent {}
}
