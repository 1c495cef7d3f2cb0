package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What strangers did, held beside what the platform says of its operations. */
final class Disturbance {
  /** What brings about a state or a restart, which nobody can tell from one's own. */
  private static final Set<String> ALIKE =
      Set.of(
          "reboot_instance",
          "stop_instance",
          "start_instance",
          "failover_cluster",
          "stop_cluster",
          "start_cluster");

  /** From a stranger's call to the last thing that is seen of it, at RDS's own speed. */
  private static final Duration LONGEST = Duration.ofSeconds(75);

  private static final Duration LONGEST_SWITCH = Duration.ofSeconds(330);

  private final List<JsonNode> effects;
  private final double speed;

  Disturbance(List<JsonNode> effects, double speed) {
    this.effects = effects;
    this.speed = speed;
  }

  /**
   * Whether somebody else brought about what was asked for between two moments, or was in the
   * middle of it at the first. Nobody could tell, when the own call got lost, and it is so.
   */
  boolean didTheSame(Requested asked, Instant from, Instant until) {
    return ALIKE.contains(asked.operation())
        && effects.stream()
            .filter(effect -> over(effect).isAfter(from) && !at(effect).isAfter(until))
            .anyMatch(effect -> isTheSame(effect, asked));
  }

  /** A failover restarts members. */
  private static boolean isTheSame(JsonNode effect, Requested asked) {
    return (action(effect).equals(ApprovedCall.action(asked.operation()))
            && name(effect).equals(asked.resource())
            && promotes(effect, asked.parameters().get("target_member")))
        || (action(effect).equals("FailoverDBCluster")
            && asked.operation().equals("reboot_instance")
            && name(effect).equals(asked.cluster()));
  }

  /** Another member than the named one is not the same. */
  private static boolean promotes(JsonNode effect, @Nullable Object named) {
    return named == null
        || named.equals(effect.path("parameters").path("TargetDBInstanceIdentifier").asText());
  }

  /**
   * Whether somebody else was at work between two moments on the resource, or on a cluster or a
   * member that it excludes, so that not everything can be known. What was deleted stays so.
   */
  boolean touched(Requested asked, Instant from, Instant until) {
    return effects.stream()
        .filter(effect -> concerns(effect, asked) && at(effect).isBefore(until))
        .anyMatch(effect -> deletes(effect) || over(effect).isAfter(from));
  }

  /** Members have their cluster's name in front of their own. */
  private static boolean concerns(JsonNode effect, Requested asked) {
    var name = name(effect);
    var cluster = asked.cluster();
    return cluster == null
        ? name.equals(asked.resource())
        : name.equals(cluster) || name.startsWith(cluster + '-');
  }

  boolean deleted(String resource) {
    return effects.stream().anyMatch(effect -> deletes(effect) && name(effect).equals(resource));
  }

  private static boolean deletes(JsonNode effect) {
    return action(effect).equals("DeleteDBInstance");
  }

  private static String action(JsonNode effect) {
    return effect.path("action").asText();
  }

  private static String name(JsonNode effect) {
    var arn = effect.path("resource").asText();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private static Instant at(JsonNode effect) {
    return Instant.parse(effect.path("time").asText());
  }

  private Instant over(JsonNode effect) {
    var action = action(effect);
    var longest =
        action.startsWith("Stop") || action.startsWith("Start") ? LONGEST_SWITCH : LONGEST;
    return at(effect).plusMillis((long) (longest.toMillis() / speed));
  }
}
