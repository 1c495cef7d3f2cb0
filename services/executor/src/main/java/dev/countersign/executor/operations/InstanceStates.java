package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.executor.core.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of {@code DBInstanceStatus} mean for us. Source: "Viewing Amazon RDS DB instance
 * status" in the RDS user guide.
 */
final class InstanceStates {
  /** States that an instance stays in until somebody does something. */
  private static final Set<String> RESTING =
      Set.of("available", "stopped", "storage-full", "storage-optimization", "deleting");

  private static final Set<String> TROUBLE =
      Set.of(
          "failed",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable",
          "modify-failed",
          "upgrade-failed",
          "restore-error",
          "insufficient-capacity");

  private static final String TROUBLE_PREFIX = "incompatible-";

  /** Whether RDS will not get out of this by itself. */
  static boolean inTrouble(String status) {
    return TROUBLE.contains(status) || status.startsWith(TROUBLE_PREFIX);
  }

  /** Whether RDS is doing nothing with it, as far as its state tells. */
  static boolean atRest(String status) {
    return RESTING.contains(status);
  }

  /** Clear in one of these states; to be waited for while RDS is busy; refused otherwise. */
  static Check require(Order order, Instance instance, Set<String> allowed) {
    var status = instance.status();
    if (allowed.contains(status)) {
      return Check.clear();
    }
    if (!RESTING.contains(status) && !inTrouble(status)) {
      return new Check.Wait("The instance is " + status + ". Waiting until RDS has finished that.");
    }
    return Check.refuse(
        "wrong-state",
        order.identifier()
            + " is "
            + status
            + "; this operation needs it to be "
            + String.join(" or ", allowed.stream().sorted().toList())
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
    facts.put("DbiResourceId", instance.key().resourceId());
    return new Evidence("DescribeDBInstances", facts, instance.observedAt());
  }

  /** Not done; this is what it looks like. */
  static Sighting underway(@Nullable Instance instance, String message) {
    return new Sighting.Underway(
        null, message, instance == null ? List.of() : List.of(evidence(instance, Map.of())));
  }

  private InstanceStates() {}
}
