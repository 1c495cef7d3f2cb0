package dev.countersign.audit.entry;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.Times;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that should not be. An alarm is an entry like any other, so that it cannot be made to
 * disappear either. Each says what it found, by {@link #details}.
 */
public sealed interface Alarm {
  /** The name of an alarm that is about one record, and made with it: {@link EntryWriter}. */
  String FOREIGN_EVENT = "foreign-event";

  /** Stable, for programs: the entry's type is {@code ledger.} and this. */
  String name();

  /** What was found, with snake_case names. */
  Map<String, Object> details();

  /** Records between two offsets never arrived. On a compacted topic this is no alarm. */
  record OffsetGap(String topic, int partition, long expected, long found) implements Alarm {
    @Override
    public String name() {
      return "offset-gap";
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("topic", topic, "partition", partition, "expected", expected, "found", found);
    }
  }

  /** The broker has fewer records than the ledger has read: it lost the end of a partition. */
  record TailLost(String topic, int partition, long expected, long end) implements Alarm {
    @Override
    public String name() {
      return "tail-lost";
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("topic", topic, "partition", partition, "expected", expected, "end", end);
    }
  }

  /** A record that the ledger does not know stands at an offset that it has read before. */
  record OffsetReused(String topic, int partition, long expected, long found) implements Alarm {
    @Override
    public String name() {
      return "offset-reused";
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("topic", topic, "partition", partition, "expected", expected, "found", found);
    }
  }

  /** A source counted on, and an event in between is missing. It may still come, late. */
  record SequenceGap(String source, String subject, long expected, long found) implements Alarm {
    @Override
    public String name() {
      return "sequence-gap";
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("source", source, "subject", subject, "expected", expected, "found", found);
    }
  }

  /** The alarm as an entry. */
  default Entry entry(Instant now) {
    var alarm = new HashMap<>(details());
    alarm.put("name", name());
    var bytes =
        Json.bytes(
            new TreeMap<String, Object>(
                Map.of(
                    "alarm", alarm,
                    "kind", EntryKind.ALARM.wireName(),
                    "recorded_at", Times.text(now))));
    return new Entry(EntryKind.ALARM, bytes, null, null, Facts.bare("ledger." + name(), now));
  }
}
