package dev.countersign.audit.intake;

import dev.countersign.audit.entry.LedgerRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Joins partitions into one order. Each partition keeps its own, whatever its timestamps say;
 * between partitions the older record comes first, and of two of one millisecond the one whose
 * topic comes first in the flow, so that a request stands before its decision.
 */
public final class ReplayOrder {
  /**
   * @param topics in the order of the flow
   * @param partitions each in the order of its offsets
   */
  public static List<LedgerRecord> merge(
      List<String> topics, List<? extends Iterable<LedgerRecord>> partitions) {
    var heads =
        new PriorityQueue<Head>(
            Comparator.<Head>comparingLong(head -> head.next.timestamp())
                .thenComparingInt(head -> topics.indexOf(head.next.position().topic()))
                .thenComparingInt(head -> head.next.position().partition()));
    for (var partition : partitions) {
      offer(heads, partition.iterator());
    }
    var merged = new ArrayList<LedgerRecord>();
    for (var head = heads.poll(); head != null; head = heads.poll()) {
      merged.add(head.next);
      offer(heads, head.rest);
    }
    return merged;
  }

  private static void offer(PriorityQueue<Head> heads, Iterator<LedgerRecord> rest) {
    if (rest.hasNext()) {
      heads.add(new Head(rest.next(), rest));
    }
  }

  private record Head(LedgerRecord next, Iterator<LedgerRecord> rest) {}

  private ReplayOrder() {}
}
