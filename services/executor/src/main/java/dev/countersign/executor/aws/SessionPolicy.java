package dev.countersign.executor.aws;

import dev.countersign.contracts.json.Json;
import dev.countersign.provider.operation.Call;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a session may do at most, whatever its role allows. */
final class SessionPolicy {
  /**
   * This one call, on these resources, until the approval expires: by AWS's own clock, so that it
   * binds also a process that is stopped between its last check and the call.
   */
  static String of(Call call, Instant expiry) {
    // In whole seconds, and not before its time.
    var until = expiry.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    var condition = Map.of("DateLessThan", Map.of("aws:CurrentTime", until.toString()));
    return document(
        call.rights().stream()
            .map(right -> allow(right.actions(), right.resources(), condition))
            .toList());
  }

  /** Looking, and nothing else. */
  static String reading(List<String> rights) {
    return document(List.of(allow(rights, List.of("*"), Map.of())));
  }

  private static Map<String, Object> allow(
      List<String> actions, List<String> resources, Map<String, ?> condition) {
    var statement = new HashMap<String, Object>();
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resources);
    if (!condition.isEmpty()) {
      statement.put("Condition", condition);
    }
    return statement;
  }

  private static String document(List<Map<String, Object>> statements) {
    return Json.text(Map.of("Version", "2012-10-17", "Statement", statements));
  }

  private SessionPolicy() {}
}
