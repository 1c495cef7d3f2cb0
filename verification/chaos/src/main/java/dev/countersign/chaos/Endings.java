package dev.countersign.chaos;

import dev.countersign.e2e.Api;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How each operation ended, as far as the gateway knows. */
final class Endings {
  static final Set<String> TERMINAL =
      Set.of(
          "succeeded",
          "failed",
          "rejected",
          "approval-expired",
          "timed-out",
          "cancelled",
          "indeterminate");

  private final Api api;

  Endings(Api api) {
    this.api = api;
  }

  /** Each operation's status; the last seen one where there was no end in time. */
  Map<String, String> await(Set<String> operations, long deadlineNanos) throws Exception {
    var seen = new TreeMap<String, String>();
    var open = new HashSet<>(operations);
    while (!open.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      open.removeIf(id -> {
        var status = status(id);
        seen.put(id, status);
        return TERMINAL.contains(status);
      });
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return seen;
  }

  private String status(String id) {
    try {
      var answer = api.get("/api/operations/" + id);
      return answer.status() == 200 ? answer.text("status") : "HTTP " + answer.status();
    } catch (Exception unreachable) {
      return "not answered";
    }
  }
}
