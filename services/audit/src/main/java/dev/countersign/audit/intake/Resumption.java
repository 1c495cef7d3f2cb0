package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Alarm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a writer that takes over reads on.
 *
 * @param seeks the first offset to read, of every partition
 * @param resets partitions of which the broker lost the end: their next offset is this from now on
 * @param alarms what was lost, one for each reset
 */
public record Resumption(
    Map<Partition, Long> seeks, Map<Partition, Long> resets, List<Alarm> alarms) {
  /**
   * How far to go back, in records. Those are in the ledger and are skipped, but they are
   * acknowledged again, in case the last writer died before it could; and an end that the broker
   * lost and that has grown past our offset since is found out this way.
   */
  static final long OVERLAP = 200;

  public Resumption {
    seeks = Map.copyOf(seeks);
    resets = Map.copyOf(resets);
    alarms = List.copyOf(alarms);
  }

  /** The offsets that the broker has of a partition. */
  public record Log(long begin, long end) {}

  /** How many records of each topic there are to read. */
  public Map<String, Long> behind(Map<Partition, Log> logs) {
    var behind = new HashMap<String, Long>();
    seeks.forEach((partition, from) -> {
      var log = logs.get(partition);
      behind.merge(partition.topic(), log == null ? 0 : log.end() - from, Long::sum);
    });
    return behind;
  }

  /** The plan for these partitions. */
  public static Resumption plan(Map<Partition, Long> next, Map<Partition, Log> logs) {
    var seeks = new HashMap<Partition, Long>();
    var resets = new HashMap<Partition, Long>();
    var alarms = new ArrayList<Alarm>();
    logs.forEach((partition, log) -> {
      long due = next.getOrDefault(partition, 0L);
      if (due > log.end()) {
        alarms.add(new Alarm.TailLost(partition.topic(), partition.number(), due, log.end()));
        resets.put(partition, log.begin());
        seeks.put(partition, log.begin());
      } else {
        seeks.put(partition, Math.max(log.begin(), due - OVERLAP));
      }
    });
    return new Resumption(seeks, resets, alarms);
  }
}
