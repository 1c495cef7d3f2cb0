package dev.countersign.switchboard.cloud;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A line as it is.
 *
 * @param version another one with every greeting; none comes back
 * @param tokens of the calls that have rung
 */
record Line(
    String place,
    String id,
    String environment,
    String greeting,
    String writer,
    int version,
    List<String> tokens) {
  static Line quiet(String place, String id, String environment) {
    return new Line(place, id, environment, "", "", 1, List.of());
  }

  Line rung(String token) {
    var all = Stream.concat(tokens.stream(), Stream.of(token)).toList();
    return new Line(place, id, environment, greeting, writer, version, all);
  }

  Line greeting(String text, String by) {
    return new Line(place, id, environment, text, by, version + 1, tokens);
  }

  Map<String, Object> shown() {
    return Map.of(
        "Id", id,
        "State", "open",
        "Greeting", greeting,
        "Writer", writer,
        "Version", String.valueOf(version),
        "Tokens", tokens,
        "Tags", Map.of("Environment", environment));
  }
}
