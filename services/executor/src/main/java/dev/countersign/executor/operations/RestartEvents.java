package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.operations.Sight.EventSight;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The only proof that an instance was restarted. */
final class RestartEvents {
  private static final NewEvents RESTARTS =
      new NewEvents("last_restart", "restarts_at_last", RestartEvents::isRestart);

  /** What was there before the call. */
  static Map<String, String> baseline(Sight sight) {
    return RESTARTS.baseline(sight);
  }

  /** A restart that was not there before, or empty. */
  static Optional<EventSight> since(Attempt attempt, Sight sight) {
    return RESTARTS.since(attempt, sight);
  }

  /** The event as evidence. */
  static Evidence evidence(EventSight event, Sight sight) {
    return NewEvents.evidence(event, sight);
  }

  /** "DB instance restarted", and with a failover "… failover … completed". */
  private static boolean isRestart(EventSight event) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return message.contains("restarted")
        || (message.contains("failover") && message.contains("completed"));
  }

  private RestartEvents() {}
}
