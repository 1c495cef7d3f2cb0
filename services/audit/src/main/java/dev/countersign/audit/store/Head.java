package dev.countersign.audit.store;

import dev.countersign.audit.intake.Partition;
import dev.countersign.audit.tree.Frontier;
import java.util.HashMap;
import java.util.Map;

/**
 * The end of the ledger, as far as it is committed: all that the next batch depends on.
 *
 * @param next the offset to read on from, by partition
 */
public record Head(Frontier tree, Map<Partition, Long> next) {
  public Head {
    next = Map.copyOf(next);
  }

  /** The head after a batch. */
  public Head after(Frontier grown, Map<Partition, Long> read) {
    var all = new HashMap<>(next);
    all.putAll(read);
    return new Head(grown, all);
  }
}
