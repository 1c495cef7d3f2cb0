package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.operations.Sight.EventSight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The only proof that an instance was restarted. Events have no ids, so what was there before is
 * remembered as the time of the last one and how many carry that time.
 */
final class RestartEvents {
  private static final String LAST = "last_restart";
  private static final String COUNT = "restarts_at_last";

  /**
   * RDS may list an event minutes after its time, so one that preflight did not see can still be
   * older than the intent. Our clock and AWS's are trusted to agree within this.
   */
  private static final Duration SKEW = Duration.ofSeconds(30);

  /** What was there before the call. */
  static Map<String, String> baseline(Sight sight) {
    var last = last(sight);
    return last.map(time ->
            Map.of(LAST, time.toString(), COUNT, Long.toString(countAt(sight.events(), time))))
        .orElse(Map.of());
  }

  /** A restart that was not there before, or empty. */
  static Optional<EventSight> since(Attempt attempt, Sight sight) {
    var earliest = attempt.intendedAt().minus(SKEW);
    return restarts(sight.events()).stream()
        .filter(event -> event.time().isAfter(earliest) && isNew(event, attempt, sight))
        .reduce((first, second) -> second);
  }

  private static boolean isNew(EventSight event, Attempt attempt, Sight sight) {
    var last = attempt.baseline().get(LAST);
    if (last == null) {
      return true;
    }
    var time = Instant.parse(last);
    var known = Long.parseLong(attempt.baseline().getOrDefault(COUNT, "1"));
    return event.time().isAfter(time)
        || (event.time().equals(time) && countAt(sight.events(), time) > known);
  }

  /** The event as evidence. */
  static Evidence evidence(EventSight event, Sight sight) {
    return new Evidence(
        "DescribeEvents",
        Map.of("Message", event.message(), "Date", event.time().toString()),
        sight.seenAt());
  }

  private static Optional<Instant> last(Sight sight) {
    return restarts(sight.events()).stream().map(EventSight::time).max(Instant::compareTo);
  }

  private static long countAt(List<EventSight> events, Instant time) {
    return restarts(events).stream().filter(event -> event.time().equals(time)).count();
  }

  /** "DB instance restarted", and with a failover "… failover … completed". */
  private static List<EventSight> restarts(List<EventSight> events) {
    return events.stream()
        .filter(event -> {
          var message = event.message().toLowerCase(Locale.ROOT);
          return message.contains("restarted")
              || (message.contains("failover") && message.contains("completed"));
        })
        .toList();
  }

  private RestartEvents() {}
}
