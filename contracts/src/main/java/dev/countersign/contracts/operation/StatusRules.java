package dev.countersign.contracts.operation;

import static java.util.Map.entry;

import dev.countersign.contracts.instance.InstanceStatus;
import dev.countersign.contracts.instance.InstanceStatus.Nature;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of an operation on an instance in a given state. RDS has the last word: where it
 * refuses a call because of the state, nothing was done, and the operation waits for another try.
 */
public final class StatusRules {
  /** What becomes of it. */
  public enum Treatment {
    /** The call is made. */
    RUNS,
    /** The call is made, and is what mends the instance. */
    RECOVERS,
    /** It waits until RDS has finished, at most until its approval expires. */
    WAITS,
    /** It is refused before any call. */
    REFUSES
  }

  private record Rule(Set<String> runs, Set<String> recovers) {}

  private static final Set<String> USABLE =
      Set.of("available", "storage-initialization", "storage-optimization");
  private static final Rule IN_USE = new Rule(USABLE, Set.of());

  /** What only sets a value at RDS, and needs nothing of the engine. */
  private static final Rule SETTING =
      new Rule(
          Set.of("available", "storage-initialization", "storage-optimization", "storage-full"),
          Set.of());

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          entry("create_snapshot", IN_USE),
          entry("delete_snapshot", new Rule(InstanceStatus.published(), Set.of())),
          entry("reboot_instance", new Rule(USABLE, Set.of("incompatible-parameters"))),
          entry("stop_instance", IN_USE),
          entry(
              "start_instance",
              new Rule(
                  Set.of("stopped"), Set.of("inaccessible-encryption-credentials-recoverable"))),
          // While it is still optimizing the last change RDS takes no other; that can be hours.
          entry(
              "modify_storage",
              new Rule(Set.of("available", "storage-initialization"), Set.of("storage-full"))),
          entry("enable_storage_autoscaling", SETTING),
          entry("modify_instance_class", IN_USE),
          entry("modify_parameter_group", new Rule(USABLE, Set.of("incompatible-parameters"))),
          entry("modify_backup_window", SETTING),
          entry("modify_maintenance_window", SETTING),
          entry("modify_backup_retention", SETTING),
          entry("set_deletion_protection", SETTING));

  /** The rule for an operation by its name, not an alias. */
  public static Treatment of(String operation, String status) {
    var rule = RULES.get(operation);
    if (rule == null) {
      throw new IllegalArgumentException("no rule for the operation " + operation);
    }
    if (rule.runs().contains(status)) {
      return Treatment.RUNS;
    }
    if (rule.recovers().contains(status)) {
      return Treatment.RECOVERS;
    }
    // A state that AWS has added since is waited out: most of them pass.
    return InstanceStatus.nature(status).orElse(Nature.BUSY) == Nature.BUSY
        ? Treatment.WAITS
        : Treatment.REFUSES;
  }

  /** Whether the call would be made at once. */
  public static boolean fits(String operation, String status) {
    var treatment = of(operation, status);
    return treatment == Treatment.RUNS || treatment == Treatment.RECOVERS;
  }

  /** The states in which the call is made. */
  public static Set<String> fitting(String operation) {
    var fitting = InstanceStatus.published();
    fitting.removeIf(status -> !fits(operation, status));
    return fitting;
  }

  private StatusRules() {}
}
