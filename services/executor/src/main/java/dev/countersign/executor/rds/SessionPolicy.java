package dev.countersign.executor.rds;

import dev.countersign.contracts.json.Json;
import dev.countersign.executor.operations.Permission;
import dev.countersign.executor.operations.RdsCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What a session may do at most, whatever its role allows. */
final class SessionPolicy {
  /**
   * This one call, on these resources, until the approval expires: by AWS's own clock, so that it
   * binds also a process that is stopped between its last check and the call.
   */
  static String of(RdsCall call, Instant expiry) {
    // In whole seconds, and not before its time.
    var until = expiry.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    return policy(
        Map.of(
            "Effect",
            "Allow",
            "Action",
            call.iamActions(),
            "Resource",
            call.resources(),
            "Condition",
            Map.of("DateLessThan", Map.of("aws:CurrentTime", until.toString()))));
  }

  /** Looking, and nothing else. */
  static String reading() {
    return policy(Map.of("Effect", "Allow", "Action", Permission.READS, "Resource", List.of("*")));
  }

  private static String policy(Map<String, Object> statement) {
    return Json.text(Map.of("Version", "2012-10-17", "Statement", List.of(statement)));
  }

  private SessionPolicy() {}
}
