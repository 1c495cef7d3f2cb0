package dev.countersign.chaos.judgement;

import dev.countersign.client.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ledger's numbers: of its entries, and of the events of each operation and source. */
public final class Sequences {
  /** What is missing, twice, or no event at all; empty where nothing is wrong. */
  public static List<String> faults(List<LedgerEntry> entries) {
    var faults = new ArrayList<String>();
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry.index() != i) {
        faults.add("the ledger has a gap before " + entry);
      }
      if (!entry.kind().equals("event")) {
        faults.add("the ledger holds " + entry);
      }
    }
    faults.addAll(ofOperations(entries));
    return faults;
  }

  /** From 1 on, without a gap. */
  private static List<String> ofOperations(List<LedgerEntry> entries) {
    var faults = new ArrayList<String>();
    var seen = new TreeMap<String, TreeSet<Long>>();
    for (var entry : entries) {
      var sequence = entry.attribute("sequence");
      if (!sequence.isEmpty() && entry.attribute("type").contains(".operation.")) {
        var from = entry.attribute("source") + ' ' + entry.attribute("subject");
        if (!seen.computeIfAbsent(from, key -> new TreeSet<>()).add(Long.parseLong(sequence))) {
          faults.add("twice in the ledger: " + entry);
        }
      }
    }
    seen.forEach((from, numbers) -> {
      if (numbers.getFirst() != 1 || numbers.getLast() != numbers.size()) {
        faults.add("events are missing: " + from + ' ' + numbers);
      }
    });
    return faults;
  }

  private Sequences() {}
}
