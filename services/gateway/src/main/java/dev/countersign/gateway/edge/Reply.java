package dev.countersign.gateway.edge;

import dev.countersign.contracts.json.Json;
import dev.countersign.gateway.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered. */
public sealed interface Reply {
  /** A whole answer. */
  record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {
    /** The same, with one more header. */
    public Whole header(String name, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Whole(status, more, body);
    }
  }

  /** What stands in the way. */
  record Trouble(Problem problem, Map<String, String> headers) implements Reply {
    /** The same, with one more header. */
    public Trouble header(String name, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Trouble(problem, more);
    }
  }

  /** The endpoint writes the response itself, from now on. */
  record TakenOver() implements Reply {}

  /** A JSON document. */
  static Whole json(int status, Object document) {
    return new Whole(status, Map.of("Content-Type", "application/json"), Json.bytes(document));
  }

  /** A problem document. */
  static Trouble problem(Problem problem) {
    return new Trouble(problem, Map.of());
  }
}
