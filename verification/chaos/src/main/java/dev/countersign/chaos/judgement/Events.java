package dev.countersign.chaos.judgement;

import dev.countersign.client.LedgerEntry;
import dev.countersign.client.Status;
import java.time.Instant;
import java.util.stream.Stream;

/** What an entry of the ledger says of an operation. */
public final class Events {
  /** Whether it says that, for example {@code approved}. */
  public static boolean is(LedgerEntry entry, String pastTense) {
    return entry.attribute("type").endsWith(".operation." + pastTense + ".v1");
  }

  /** Whether the operation ends here. */
  public static boolean isTerminal(LedgerEntry entry) {
    return Stream.of(Status.values())
        .filter(Status::ended)
        .anyMatch(status -> is(entry, status.wireName()));
  }

  static Instant time(LedgerEntry entry) {
    return Instant.parse(entry.attribute("time"));
  }

  private Events() {}
}
