package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.InstanceStatus;
import dev.countersign.contracts.resource.InstanceStatus.Nature;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the state of an instance means before and after a call. */
final class InstanceStates {
  private static final String STATUS_BEFORE = "before.DBInstanceStatus";

  /** How long an instance that a call is to mend may still show the state that it was in. */
  private static final Duration MENDED_WITHIN = Duration.ofMinutes(10);

  /** Whether it serves, as far as its state tells. */
  static boolean isUsable(String status) {
    return is(Nature.USABLE, status);
  }

  /** Whether RDS will not get out of this by itself. */
  static boolean inTrouble(String status) {
    return is(Nature.BROKEN, status) || is(Nature.MENDABLE, status);
  }

  /** Whether it does not serve as it should, and RDS will leave it so. */
  static boolean outOfService(String status) {
    return inTrouble(status) || is(Nature.STOPPED, status) || is(Nature.FULL, status);
  }

  /** Whether RDS is doing nothing with it, as far as its state tells. */
  static boolean atRest(String status) {
    return InstanceStatus.nature(status).filter(nature -> nature != Nature.BUSY).isPresent();
  }

  /** Trouble that was not there before the call, or that the call should have mended by now. */
  static boolean endedInTrouble(Instance instance, Attempt attempt, InstanceSight sight) {
    return inTrouble(instance.status())
        && !(wasSo(instance, attempt)
            && sight.seenAt().isBefore(attempt.sessionExpires().plus(MENDED_WITHIN)));
  }

  /** Whether it is in the state that preflight saw. */
  static boolean wasSo(Instance instance, Attempt attempt) {
    return instance.status().equals(attempt.baseline().get(STATUS_BEFORE));
  }

  /** What has to be remembered of the state before the call. */
  static Map<String, String> baseline(Instance instance) {
    return Map.of(STATUS_BEFORE, instance.status());
  }

  /** Clear where the state allows the call; to be waited for, or refused, otherwise. */
  static Check require(Order order, Instance instance) {
    var status = instance.status();
    return switch (Operations.definition(order).runsOn().in(status)) {
      case RUNS, RECOVERS -> new Check.Clear(baseline(instance));
      case WAITS -> new Check.Wait(waiting(status));
      case REFUSES -> refused(order, status);
    };
  }

  private static String waiting(String status) {
    if (status.isBlank()) {
      return "RDS shows no state of the instance. Waiting until it does.";
    }
    return InstanceStatus.nature(status).isPresent()
        ? "The instance is " + status + ". Waiting until RDS has finished that."
        : "The instance is "
            + status
            + ", a state that Countersign does not know. Waiting until RDS leaves it.";
  }

  private static Check refused(Order order, String status) {
    return Check.refuse(
        "wrong-state",
        order.identifier()
            + " is "
            + status
            + "; this operation needs it to be "
            + String.join(" or ", Operations.definition(order).runsOn().fitting())
            + ". Nothing was done.",
        inTrouble(status)
            ? "Mend the instance first; RDS's events say what happened to it."
            : "Bring it into that state, then submit the operation again.");
  }

  /** The effect was taken, and the instance has run into trouble since. */
  static Sighting broken(Instance instance, String what) {
    return new Sighting.Broken(
        new Fault(
            "ended-in-trouble",
            null,
            null,
            what + " was accepted, and the instance is now " + instance.status() + ".",
            "Look at the instance's events in RDS and mend it before anything else."),
        Map.of("status", instance.status()),
        List.of(evidence(instance, Map.of())));
  }

  /** After an accepted call the instance itself went away. */
  static Sighting vanished(Order order) {
    return new Sighting.Broken(
        new Fault(
            "instance-gone",
            "DBInstanceNotFound",
            null,
            order.identifier() + " does not exist any more.",
            "Find out who deleted it. Its final snapshot, if one was taken, can be restored."),
        Map.of("status", "deleted"),
        List.of());
  }

  /** What a describe showed of an instance. */
  static Evidence evidence(Instance instance, Map<String, String> more) {
    var facts = new HashMap<String, String>(more);
    facts.put("DBInstanceStatus", instance.status());
    facts.put("DbiResourceId", instance.key().id());
    return new Evidence("DescribeDBInstances", facts, instance.observedAt());
  }

  /** Not done; this is what it looks like. */
  static Sighting underway(@Nullable Instance instance, String message) {
    return new Sighting.Underway(
        null, message, instance == null ? List.of() : List.of(evidence(instance, Map.of())));
  }

  private static boolean is(Nature nature, String status) {
    return InstanceStatus.nature(status).filter(nature::equals).isPresent();
  }

  private InstanceStates() {}
}
