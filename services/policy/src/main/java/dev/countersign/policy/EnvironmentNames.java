package dev.countersign.policy;

import dev.countersign.chassis.start.CannotStart;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses environment variables that look like settings of this service and are none. The
 * configuration library does so for properties; for the environment it does not.
 */
final class EnvironmentNames {
  static final String PREFIX = "COUNTERSIGN_POLICY_";
  static final Set<String> KNOWN =
      Set.of(
          "COUNTERSIGN_POLICY_SETTINGS",
          "COUNTERSIGN_POLICY_SIGNING_KEY_FILE",
          "COUNTERSIGN_POLICY_REQUEST_KEYS_FILE",
          "COUNTERSIGN_POLICY_CASE_RETENTION",
          "COUNTERSIGN_POLICY_LOOK_INTERVAL");

  static void check(Collection<String> environment) {
    for (var name : new TreeSet<>(environment)) {
      if (name.startsWith(PREFIX) && !KNOWN.contains(name)) {
        throw new CannotStart(
            "unknown environment variable %s; known are %s".formatted(name, new TreeSet<>(KNOWN)));
      }
    }
  }

  private EnvironmentNames() {}
}
