package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.Identity;
import java.util.List;
import java.util.Map;

/**
 * What to do with a batch, all of it in one transaction.
 *
 * @param entries to append, in this order
 * @param acknowledged events that the ledger has once this is committed, repetitions included
 * @param next the offset to read on from, of the partitions in this batch
 */
public record Plan(List<Entry> entries, List<Identity> acknowledged, Map<Partition, Long> next) {
  public Plan {
    entries = List.copyOf(entries);
    acknowledged = List.copyOf(acknowledged);
    next = Map.copyOf(next);
  }
}
