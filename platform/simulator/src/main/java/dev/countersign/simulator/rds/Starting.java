package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A start, asked for or by itself. */
final class Starting {
  private static final long WHOLE = 300;

  private Starting() {}

  static Outcome start(Call call, Region region) {
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    if (instance.clusterMember()) {
      throw AwsError.invalidCombination(
          instance.engine() + " DB instances are not eligible for stopping and starting.");
    }
    Requirements.status(
        instance,
        call.now(),
        "Instance "
            + instance.identifier()
            + " cannot be started as it is not in one of the following statuses: 'stopped,"
            + " inaccessible-encryption-credentials-recoverable, incompatible-network (only valid for non-SqlServer instances)'.",
        List.of(
            "stopped", "inaccessible-encryption-credentials-recoverable", "incompatible-network"));
    Instance next = starting(instance, call.now(), call.pace(), call.laterFailure());
    return Outcome.of(next, call, events(instance, call.now(), call.pace(), call.laterFailure()));
  }

  static Optional<Outcome> automatic(Instance instance, Instant now, Pace pace) {
    String text = instance.text("AutomaticRestartTime");
    if (text.isEmpty() || instance.busy(now) || Instant.parse(text).isAfter(now)) {
      return Optional.empty();
    }
    Instant begun = Instant.parse(text);
    var events = new ArrayList<Event>();
    events.add(
        Event.of(
            instance,
            begun,
            "notification",
            "DB instance is being started due to it exceeding the maximum allowed time being stopped."));
    events.addAll(events(instance, begun, pace, null));
    Instance next = starting(instance, begun, pace, null).at(now);
    return Optional.of(new Outcome(null, List.of(next), List.of(), events, null));
  }

  private static Instance starting(
      Instance instance, Instant begun, Pace pace, @Nullable String laterFailure) {
    Instant done = begun.plus(pace.of(Duration.ofSeconds(WHOLE)));
    var phase = List.of(new Phase(begun, done, "starting"));
    if (laterFailure != null) {
      return instance.planned(phase, List.of());
    }
    return instance
        .without("AutomaticRestartTime")
        .planned(phase, List.of(ScheduledChange.of(done, Map.of(Instance.RESTING, "available"))));
  }

  private static List<Event> events(
      Instance instance, Instant begun, Pace pace, @Nullable String laterFailure) {
    Instant done = begun.plus(pace.of(Duration.ofSeconds(WHOLE)));
    return List.of(
        laterFailure == null
            ? Event.of(instance, done, "notification", "DB instance started")
            : Event.of(instance, done, "failure", laterFailure));
  }
}
