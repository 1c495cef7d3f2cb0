package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What RDS accepted and gave up later. The instance then looks as if nothing had ever been asked
 * for; without the event, a call whose answer was lost would be made a second time.
 */
final class GivenUp {
  private static final NewEvents FAILURES =
      new NewEvents(
          "last_failure", "failures_at_last", event -> event.categories().contains("failure"));

  /** What was there before the call. */
  static Map<String, String> baseline(InstanceSight sight) {
    return FAILURES.baseline(sight);
  }

  /** The failure that this attempt met, or empty. */
  static Optional<EventSight> since(Attempt attempt, InstanceSight sight) {
    return FAILURES.since(attempt, sight);
  }

  /** Taken, and given up. */
  static Sighting broken(Instance instance, String what, EventSight failure, InstanceSight sight) {
    return new Sighting.Broken(
        new Fault(
            "given-up",
            null,
            null,
            what + " was accepted, and RDS gave it up later: " + failure.message(),
            "The instance is "
                + instance.status()
                + ". Mend what RDS names, then submit it again."),
        Map.of("status", instance.status()),
        List.of(NewEvents.evidence(failure, sight), InstanceStates.evidence(instance, Map.of())));
  }

  private GivenUp() {}
}
