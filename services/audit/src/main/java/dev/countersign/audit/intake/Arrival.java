package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.EntryWriter;
import dev.countersign.audit.entry.LedgerRecord;
import java.time.Instant;
import java.util.Objects;

/** A record with the entry that it would become. */
public record Arrival(LedgerRecord.Position position, Entry entry) {
  /** Reads the record. */
  public static Arrival of(LedgerRecord input, Instant now) {
    return new Arrival(input.position(), EntryWriter.write(input, now));
  }

  /** What its entry came from: always there, since it came from a record. */
  public Entry.Origin origin() {
    return Objects.requireNonNull(entry.origin());
  }
}
