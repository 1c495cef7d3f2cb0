package dev.countersign.rds.operations;

import dev.countersign.provider.operation.Attempt;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What shows that a call had no effect: the instance is there, RDS is doing nothing with it, it is
 * in the state that it was called in, and none of its events since the intent tells of a change.
 * Without the last, an effect that somebody took back by hand would look like none.
 */
final class Untouched {
  private static final NewEvents POWER =
      new NewEvents(
          "last_power",
          "powers_at_last",
          event -> says(event, "stopped", "started", "shutdown", "shut down", "restarted"));

  private static final NewEvents CONFIGURATION =
      new NewEvents(
          "last_configuration",
          "configurations_at_last",
          event ->
              event.categories().contains("configuration change")
                  || says(event, "modif", "parameter group", "storage"));

  /** Whether it was neither stopped nor started since. */
  static boolean notSwitched(Attempt attempt, InstanceSight sight, Set<String> states) {
    return isIn(sight, states) && POWER.since(attempt, sight).isEmpty();
  }

  /** Whether its configuration was not changed since. */
  static boolean notModified(Attempt attempt, InstanceSight sight, Set<String> states) {
    return isIn(sight, states) && CONFIGURATION.since(attempt, sight).isEmpty();
  }

  private static boolean isIn(InstanceSight sight, Set<String> states) {
    var instance = sight.instance();
    return instance != null && states.contains(instance.status());
  }

  private static boolean says(EventSight event, String... words) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(message::contains);
  }

  private Untouched() {}
}
