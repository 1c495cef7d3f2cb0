package dev.countersign.simulator.rds;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A stop, with or without a snapshot before it; RDS starts the instance again by itself after seven
 * days.
 */
final class Stopping {
  private static final long WHOLE = 180;
  private static final Duration LONGEST = Duration.ofDays(7);

  private Stopping() {}

  static Outcome stop(Call call, Region region) {
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    Requirements.stoppable(instance);
    Requirements.status(
        instance,
        call.now(),
        "Instance " + instance.identifier() + " is not in available state.",
        List.of("available"));
    String snapshotId = call.form().text("DBSnapshotIdentifier");
    Outcome snapshot =
        snapshotId == null
            ? Outcome.nothing()
            : Snapshots.begun(call, region, instance, snapshotId, Tags.none(), call.in(WHOLE));
    var stopping = List.of(new Phase(call.now(), call.in(WHOLE), "stopping"));
    if (call.laterFailure() != null) {
      Instance next = instance.planned(stopping, List.of());
      return Outcome.of(
              next,
              call,
              List.of(Event.of(instance, call.in(WHOLE), "failure", call.laterFailure())))
          .and(snapshot);
    }
    String restart =
        call.in(WHOLE).plus(call.pace().instant() ? LONGEST : call.pace().of(LONGEST)).toString();
    Instance next =
        instance.planned(
            stopping,
            List.of(
                ScheduledChange.of(
                    call.in(WHOLE),
                    Map.of(Instance.RESTING, "stopped", "AutomaticRestartTime", restart))));
    return Outcome.of(
            next,
            call,
            List.of(
                Event.of(instance, call.in(WHOLE / 2), "availability", "DB instance shutdown"),
                Event.of(instance, call.in(WHOLE), "notification", "DB instance stopped")))
        .and(snapshot);
  }
}
