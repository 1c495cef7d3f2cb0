package dev.countersign.executor.rds;

import dev.countersign.contracts.json.Json;
import dev.countersign.executor.operations.Permission;
import dev.countersign.executor.operations.RdsCall;
import java.util.List;
import java.util.Map;

/** What a session may do at most, whatever its role allows. */
final class SessionPolicy {
  /** This one call, on these resources. */
  static String of(RdsCall call) {
    return allow(call.iamActions(), call.resources());
  }

  /** Looking, and nothing else. */
  static String reading() {
    return allow(Permission.READS, List.of("*"));
  }

  private static String allow(List<String> actions, List<String> resources) {
    return Json.text(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(Map.of("Effect", "Allow", "Action", actions, "Resource", resources))));
  }

  private SessionPolicy() {}
}
