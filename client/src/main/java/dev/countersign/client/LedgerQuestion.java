package dev.countersign.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the ledger are read; null leaves a condition out.
 *
 * @param resource the key, or any name that the resource had; {@code instance} is the same
 * @param from the event's time, inclusive
 * @param to the event's time, exclusive
 * @param limit how many a page has, 1000 at most
 */
public record LedgerQuestion(
    @Nullable String operation,
    @Nullable String resource,
    @Nullable String instance,
    @Nullable String person,
    @Nullable String type,
    @Nullable String environment,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit) {

  /** All of them. */
  public static LedgerQuestion any() {
    return new LedgerQuestion(null, null, null, null, null, null, null, null, 1000);
  }

  /** Those of one operation. */
  public static LedgerQuestion of(String operation) {
    return new LedgerQuestion(operation, null, null, null, null, null, null, null, 1000);
  }
}
