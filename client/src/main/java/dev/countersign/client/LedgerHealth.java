package dev.countersign.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger is doing.
 *
 * @param findings how many of each kind, over all time
 * @param newest the newest findings, newest first
 */
public record LedgerHealth(
    String role,
    long lag,
    @Nullable Instant lastAppendAt,
    Map<String, Long> findings,
    List<LedgerEntry> newest) {}
