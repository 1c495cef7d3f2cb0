package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * RDS's events of one kind that an attempt brought about. Events have no ids, so what was there
 * before is remembered as the time of the last one and how many carry that time.
 *
 * @param last under which name the time is remembered
 * @param count under which name the number is remembered
 * @param kind which events
 */
record NewEvents(String last, String count, Predicate<EventSight> kind) {
  /** What was there before the call. */
  Map<String, String> baseline(RdsSight sight) {
    return of(sight).stream()
        .map(EventSight::time)
        .max(Instant::compareTo)
        .map(time -> Map.of(last, time.toString(), count, Long.toString(countAt(sight, time))))
        .orElse(Map.of());
  }

  /**
   * The last one that was not there before, or empty. RDS may list an event minutes after its time,
   * so one that preflight did not see can still be older than the intent. Both times are AWS's.
   */
  Optional<EventSight> since(Attempt attempt, RdsSight sight) {
    return of(sight).stream()
        .filter(event -> !event.time().isBefore(attempt.oursFrom()) && isNew(event, attempt, sight))
        .reduce((first, second) -> second);
  }

  private boolean isNew(EventSight event, Attempt attempt, RdsSight sight) {
    var known = attempt.baseline().get(last);
    if (known == null) {
      return true;
    }
    var time = Instant.parse(known);
    var knownThen = Long.parseLong(attempt.baseline().getOrDefault(count, "1"));
    return event.time().isAfter(time)
        || (event.time().equals(time) && countAt(sight, time) > knownThen);
  }

  private long countAt(RdsSight sight, Instant time) {
    return of(sight).stream().filter(event -> event.time().equals(time)).count();
  }

  private List<EventSight> of(RdsSight sight) {
    return sight.events().stream().filter(kind).toList();
  }

  /** The event as evidence. */
  static Evidence evidence(EventSight event, RdsSight sight) {
    return new Evidence(
        "DescribeEvents",
        Map.of("Message", event.message(), "Date", event.time().toString()),
        sight.seenAt());
  }
}
