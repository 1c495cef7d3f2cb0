package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Alarm;
import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.EntryKind;
import dev.countersign.audit.entry.EntryWriter;
import dev.countersign.audit.entry.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans one batch. Used once. */
public final class Intake {
  private final Set<String> compacted;
  private final Known known;
  private final Instant now;
  private final Map<Partition, Long> expected;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Identity> acknowledged = new ArrayList<>();
  private final Set<Partition> reused = new HashSet<>();
  private final Map<Partition, Long> next = new HashMap<>();

  private Intake(Set<String> compacted, Map<Partition, Long> expected, Known known, Instant now) {
    this.compacted = compacted;
    this.expected = new HashMap<>(expected);
    this.known = known;
    this.now = now;
  }

  /**
   * The plan for these records.
   *
   * @param compacted topics on which missing offsets and numbers are how they work
   * @param expected the next offset of each partition; 0 where nothing was read yet
   * @param known what the ledger has of these events
   */
  public static Plan plan(
      Set<String> compacted,
      Map<Partition, Long> expected,
      Known known,
      List<Arrival> arrivals,
      Instant now) {
    var intake = new Intake(compacted, expected, known, now);
    arrivals.forEach(intake::take);
    return new Plan(intake.entries, intake.acknowledged, intake.next);
  }

  private void take(Arrival arrival) {
    var partition = Partition.of(arrival.position());
    long offset = arrival.position().offset();
    long due = expected.getOrDefault(partition, 0L);
    var identity = arrival.origin().identity();
    boolean repeated = known.has(identity);
    if (offset > due && !compacted.contains(partition.topic())) {
      alarm(new Alarm.OffsetGap(partition.topic(), partition.number(), due, offset));
    } else if (offset < due && !repeated && reused.add(partition)) {
      // A broker that lost its tail gives the same offsets to other records.
      alarm(new Alarm.OffsetReused(partition.topic(), partition.number(), due, offset));
    }
    if (!repeated) {
      append(arrival, known.hasNameOf(identity));
    }
    if (identity.named()) {
      acknowledged.add(identity);
    }
    expected.put(partition, Math.max(due, offset + 1));
    next.put(partition, Math.max(due, offset + 1));
  }

  private void append(Arrival arrival, boolean nameTaken) {
    var entry = arrival.entry();
    var origin = arrival.origin();
    if (entry.kind() == EntryKind.EVENT) {
      if (nameTaken) {
        entry = EntryWriter.asConflict(entry);
      } else {
        checkSequence(origin, arrival.position().topic());
      }
    }
    entries.add(entry);
    known.add(origin.identity());
  }

  private void checkSequence(Entry.Origin origin, String topic) {
    var source = origin.identity().source();
    long reached = known.below(source, origin.subject(), origin.sequence());
    if (origin.sequence() > reached + 1 && !compacted.contains(topic)) {
      alarm(new Alarm.SequenceGap(source, origin.subject(), reached + 1, origin.sequence()));
    }
    known.reached(source, origin.subject(), origin.sequence());
  }

  private void alarm(Alarm alarm) {
    entries.add(alarm.entry(now));
  }
}
