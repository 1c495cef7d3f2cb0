package dev.countersign.simulator.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.countersign.simulator.fault.Kind;
import dev.countersign.simulator.fault.Rule;
import dev.countersign.simulator.identity.Role;
import dev.countersign.simulator.rds.Delays;
import dev.countersign.simulator.rds.Quotas;
import dev.countersign.simulator.rds.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the admin API is given. Unknown fields are errors: a misspelt fault that never strikes would
 * pass every test.
 */
final class Given {
  private Given() {}

  record Speed(@JsonProperty(required = true) double speed) {}

  record Clock(@JsonProperty(required = true) long offsetMs) {}

  record Rate(@JsonProperty(required = true) double requestsPerSecond, @Nullable Double burst) {}

  record Limits(@Nullable Integer instances, @Nullable Integer manualSnapshots) {
    Quotas quotas(Quotas before) {
      return new Quotas(
          Objects.requireNonNullElse(instances, before.instances()),
          Objects.requireNonNullElse(manualSnapshots, before.manualSnapshots()));
    }
  }

  record NewRole(
      @JsonProperty(required = true) String roleArn,
      @Nullable String externalId,
      @Nullable List<String> trusted,
      @Nullable JsonNode policy) {
    Role role() {
      return new Role(
          roleArn,
          externalId,
          trusted,
          policy == null || policy.isNull() ? null : policy.toString());
    }
  }

  /** In seconds, with fractions; what is not given stays as it is. */
  record Seconds(@Nullable Double tags, @Nullable Double snapshots, @Nullable Double events) {
    Delays delays(Delays before) {
      return new Delays(
          duration(tags, before.tags()),
          duration(snapshots, before.snapshots()),
          duration(events, before.events()));
    }

    private static Duration duration(@Nullable Double seconds, Duration otherwise) {
      return seconds == null ? otherwise : Duration.ofMillis((long) (seconds * 1000));
    }
  }

  /** Which calls a fault strikes; what is not given is any. */
  record Match(
      @Nullable String action,
      @Nullable String account,
      @Nullable String region,
      @Nullable String resource) {
    Rule.Match match() {
      return new Rule.Match(any(action), any(account), any(region), any(resource));
    }

    private static String any(@Nullable String pattern) {
      return Objects.requireNonNullElse(pattern, "*");
    }
  }

  record Fault(
      @Nullable String id,
      @Nullable Match match,
      @JsonProperty(required = true) Kind kind,
      int skip,
      @Nullable Integer count,
      @Nullable Double probability,
      @Nullable Long durationMs,
      @Nullable Long latencyMs,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String message) {
    Rule rule(Instant now) {
      double chance = Objects.requireNonNullElse(probability, 1.0);
      if (chance < 0 || chance > 1) {
        throw new IllegalArgumentException("probability has to lie between 0 and 1");
      }
      return new Rule(
          id == null ? UUID.randomUUID().toString() : id,
          match == null ? Rule.Match.ALL : match.match(),
          kind,
          skip,
          count,
          chance,
          durationMs == null ? null : now.plusMillis(durationMs),
          Objects.requireNonNullElse(latencyMs, 1_000L),
          new Rule.Refusal(
              Objects.requireNonNullElse(status, 400), Objects.requireNonNullElse(code, "")),
          message);
    }
  }

  /** A call of another operator. */
  record Stranger(
      @JsonProperty(required = true) String account,
      @JsonProperty(required = true) String region,
      @JsonProperty(required = true) String action,
      @Nullable Map<String, String> parameters,
      @Nullable String sessionName) {
    Scope scope() {
      return new Scope(account, region);
    }
  }

  /** An instance, a cluster or a snapshot of one of them becomes another. */
  record Intervention(
      @JsonProperty(required = true) String account,
      @JsonProperty(required = true) String region,
      @Nullable String instance,
      @Nullable String snapshot,
      @Nullable String cluster,
      @Nullable String clusterSnapshot,
      @Nullable String status,
      @Nullable Map<String, @Nullable Object> attributes) {
    Scope scope() {
      return new Scope(account, region);
    }
  }

  record Told(
      @JsonProperty(required = true) String account,
      @JsonProperty(required = true) String region,
      @Nullable String instance,
      @Nullable String cluster,
      @JsonProperty(required = true) String message,
      @Nullable String category,
      @Nullable Instant date) {
    Scope scope() {
      return new Scope(account, region);
    }
  }

  /** What is wrong with it, naming the field. */
  static String complaint(JsonProcessingException wrong) {
    return switch (wrong) {
      case UnrecognizedPropertyException unknown ->
          "unknown field: %s; known are %s"
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
      case InvalidFormatException value -> "unknown " + path(value) + ": " + value.getValue();
      case JsonMappingException other ->
          (path(other) + ": " + other.getOriginalMessage()).replaceFirst("^: ", "");
      default -> "not JSON: " + wrong.getOriginalMessage();
    };
  }

  private static String path(JsonMappingException wrong) {
    return wrong.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
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
