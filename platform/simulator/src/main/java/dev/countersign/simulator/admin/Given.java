package dev.countersign.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.simulator.fault.Kind;
import dev.countersign.simulator.fault.Rule;
import dev.countersign.simulator.identity.Role;
import dev.countersign.simulator.rds.Delays;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the admin API is given. Unknown fields are errors: a misspelt fault that never strikes
 * would pass every test.
 */
final class Given {
  private static final Given CHECKED = new Given();

  private Given() {}

  static Given only(JsonNode given, String... names) {
    if (!given.isObject()) {
      throw new IllegalArgumentException("a JSON object is wanted");
    }
    var known = Set.of(names);
    for (String name : (Iterable<String>) given::fieldNames) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field: " + name + "; known are " + String.join(", ", names));
      }
    }
    return CHECKED;
  }

  double number(JsonNode given, String name) {
    JsonNode value = given.path(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " has to be a number");
    }
    return value.asDouble();
  }

  static Rule rule(JsonNode given, Instant now) {
    only(
        given,
        "id",
        "match",
        "kind",
        "skip",
        "count",
        "probability",
        "duration_ms",
        "latency_ms",
        "status",
        "code",
        "message");
    JsonNode match = given.path("match");
    if (given.has("match")) {
      only(match, "action", "account", "region", "resource");
    }
    double probability = given.path("probability").asDouble(1);
    if (probability < 0 || probability > 1) {
      throw new IllegalArgumentException("probability has to lie between 0 and 1");
    }
    return new Rule(
        given.path("id").asText(UUID.randomUUID().toString()),
        new Rule.Match(
            match.path("action").asText("*"),
            match.path("account").asText("*"),
            match.path("region").asText("*"),
            match.path("resource").asText("*")),
        kind(given.path("kind").asText()),
        given.path("skip").asInt(0),
        given.hasNonNull("count") ? Integer.valueOf(given.path("count").asInt()) : null,
        probability,
        given.hasNonNull("duration_ms") ? now.plusMillis(given.path("duration_ms").asLong()) : null,
        given.path("latency_ms").asLong(1_000),
        new Rule.Refusal(given.path("status").asInt(400), given.path("code").asText("")),
        given.hasNonNull("message") ? given.path("message").asText() : null);
  }

  static Role role(JsonNode given) {
    only(given, "role_arn", "external_id", "trusted", "policy");
    var trusted = new ArrayList<String>();
    given.path("trusted").forEach(one -> trusted.add(one.asText()));
    return new Role(
        given.path("role_arn").asText(),
        given.hasNonNull("external_id") ? given.path("external_id").asText() : null,
        given.has("trusted") ? trusted : null,
        given.hasNonNull("policy") ? given.path("policy").toString() : null);
  }

  /** In seconds, with fractions; what is not given stays as it is. */
  static Delays delays(JsonNode given, Delays before) {
    only(given, "tags", "snapshots", "events");
    return new Delays(
        duration(given.path("tags"), before.tags()),
        duration(given.path("snapshots"), before.snapshots()),
        duration(given.path("events"), before.events()));
  }

  private static Duration duration(JsonNode seconds, Duration otherwise) {
    return seconds.isNumber() ? Duration.ofMillis((long) (seconds.asDouble() * 1000)) : otherwise;
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Kind kind(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.shown().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind: " + name);
  }

  /**
   * {@code since=17}: the effects after that number; {@code since=2026-01-01T00:00:00Z}: those not
   * before that time.
   */
  static Predicate<JsonNode> since(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return effect -> true;
    }
    if (!query.startsWith("since=")) {
      throw new IllegalArgumentException("unknown parameter; known is since");
    }
    String since = query.substring("since=".length());
    if (since.matches("\\d{1,18}")) {
      long number = Long.parseLong(since);
      return effect -> effect.path("seq").asLong() > number;
    }
    try {
      Instant time = Instant.parse(since);
      return effect -> !Instant.parse(effect.path("time").asText()).isBefore(time);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("since has to be a number or a time", e);
    }
  }
}
