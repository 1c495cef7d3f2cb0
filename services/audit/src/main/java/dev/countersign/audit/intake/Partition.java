package dev.countersign.audit.intake;

import dev.countersign.audit.entry.LedgerRecord;

/** A partition of a topic. */
public record Partition(String topic, int number) {
  static Partition of(LedgerRecord.Position position) {
    return new Partition(position.topic(), position.partition());
  }
}
