package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The only proof that an instance was restarted. */
final class RestartEvents {
  private static final NewEvents RESTARTS =
      new NewEvents("last_restart", "restarts_at_last", RestartEvents::isRestart);

  /** What was there before the call. */
  static Map<String, String> baseline(InstanceSight sight) {
    return RESTARTS.baseline(sight);
  }

  /** A restart that was not there before, or empty. */
  static Optional<EventSight> since(Attempt attempt, InstanceSight sight) {
    return RESTARTS.since(attempt, sight);
  }

  /** The event as evidence. */
  static Evidence evidence(EventSight event, InstanceSight sight) {
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
