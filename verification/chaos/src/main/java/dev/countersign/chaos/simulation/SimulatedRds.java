package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** RDS: takes calls one by one, lets their effects happen over time, and writes each one down. */
final class SimulatedRds {
  private final Timeline timeline;
  private final Chance chance;

  /** As far as the two clocks may differ without the executor's stopping to send. */
  private static final Duration SKEW = Duration.ofSeconds(4);

  /** How late something may be seen that has happened. */
  private static final Duration LATE = Duration.ofSeconds(60);

  private static final double FAR_OFF = 0.04;
  private static final Duration FAR = Duration.ofSeconds(60);
  private static final Duration LIFE = Duration.ofSeconds(900);

  private static final List<String> MEMBERS = List.of("shop-1", "shop-2", "shop-3");
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private final SimulatedCluster cluster;
  private final List<Effect> effects = new ArrayList<>();
  private final Duration skew;
  private Instant lastCredentials = Instant.EPOCH;
  private long requests;

  SimulatedRds(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
    var much = chance.strikes(FAR_OFF) ? FAR : chance.rarelyUpTo(SKEW);
    this.skew = chance.one(0.5) ? much : much.negated();
    for (var name : List.of("one", "two", "three")) {
      instances.add(new SimulatedInstance(name, null, timeline));
    }
    var members =
        MEMBERS.stream().map(name -> new SimulatedInstance(name, "shop", timeline)).toList();
    instances.addAll(members);
    this.cluster = new SimulatedCluster("shop", members, timeline);
  }

  /** Those that stand alone, and the cluster's. */
  List<SimulatedInstance> instances() {
    return instances;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  /** All that can be operated on. */
  List<SimulatedResource> resources() {
    return Stream.concat(instances.stream(), Stream.of(cluster)).toList();
  }

  /** Whether its clock is so far off that nothing may be sent to it. */
  boolean isFarOff() {
    return skew.abs().equals(FAR);
  }

  /** AWS's own time: its clock is not the database's. */
  Instant now() {
    return atAws(timeline.time());
  }

  /** What its clock shows at a moment of the timeline. */
  Instant atAws(Instant time) {
    return time.plus(skew);
  }

  /** Something is seen from this moment on, by the timeline. */
  Instant seenFrom() {
    return timeline.time().plus(chance.strikes(0.5) ? chance.rarelyUpTo(LATE) : Duration.ZERO);
  }

  List<Effect> effects() {
    return effects;
  }

  List<Effect> effectsOf(String operationId) {
    return effects.stream().filter(effect -> effect.operationId().equals(operationId)).toList();
  }

  /**
   * Credentials for one attempt; whoever holds them may use them until they expire.
   *
   * @param until its policy allows nothing from then on: the approval expires
   */
  record Issued(String operationId, String name, Instant expires, Instant until)
      implements Session {
    @Override
    public Credentials credentials() {
      return new Credentials(name, "simulated", "simulated");
    }
  }

  Issued assume(String operationId, int attempt, Instant until) {
    var expires = now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    lastCredentials = expires;
    return new Issued(operationId, operationId + '-' + attempt, expires, until);
  }

  /** When no credentials are left that could still be used. */
  Instant lastCredentials() {
    return lastCredentials;
  }

  /**
   * A call has arrived. The answer is as RDS gives it; whether it gets through is another matter.
   *
   * @param sentAt when the executor let it go
   */
  CallAnswer call(Issued session, Call call, Instant sentAt) {
    var resource = named(call.arguments());
    if (!now().isBefore(session.expires())) {
      return refused(Refusal.IDENTITY, "ExpiredToken");
    }
    if (!now().isBefore(session.until())) {
      return refused(Refusal.FINAL, "AccessDenied");
    }
    if (chance.strikes(0.08)) {
      return refused(Refusal.THROTTLED, "Throttling");
    }
    if (chance.strikes(0.04)) {
      return new CallAnswer.Unanswered("RDS answered with the server error 500");
    }
    if (resource.isDeleted()) {
      return refused(Refusal.FINAL, "NotFound");
    }
    if (!isReady(call.action(), call.arguments(), resource)) {
      return refused(Refusal.WRONG_STATE, "InvalidState");
    }
    // A failure event does not say whose call failed: with strangers' ones nothing could be told.
    var fails = chance.strikes(0.06);
    if (!begin(call.action(), call.arguments(), resource, fails)) {
      return refused(Refusal.ALREADY_SO, "SnapshotAlreadyExists");
    }
    effects.add(
        new Effect(
            session.operationId(),
            session.name(),
            call.action(),
            call.arguments(),
            resource,
            sentAt,
            timeline.time(),
            now(),
            fails));
    if (chance.strikes(0.02)) {
      // Whoever asks what became of it then finds nothing at all.
      timeline.in(chance.rarelyUpTo(Duration.ofMinutes(2)), () -> delete(resource));
    }
    return new CallAnswer.Accepted("request-" + requests++);
  }

  private SimulatedResource named(Map<String, ?> arguments) {
    var cluster = arguments.get("DBClusterIdentifier");
    var name = String.valueOf(cluster == null ? arguments.get("DBInstanceIdentifier") : cluster);
    return resources().stream()
        .filter(each -> each.identifier.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no " + name));
  }

  /** Members go with their cluster. */
  void delete(SimulatedResource resource) {
    if (isMember(resource)) {
      cluster.delete();
    } else {
      resource.delete();
    }
  }

  private static boolean isMember(SimulatedResource resource) {
    return resource instanceof SimulatedInstance instance && instance.cluster != null;
  }

  /** What must not be operated on while this is: itself, or its whole cluster. */
  SimulatedResource exclusion(SimulatedResource resource) {
    return isMember(resource) ? cluster : resource;
  }

  /**
   * Somebody else's call; false when RDS does not take it.
   *
   * @param arguments besides the resource: the member that a failover promotes
   */
  boolean foreign(String action, SimulatedResource resource, Map<String, String> arguments) {
    if (resource.isDeleted() || !isReady(action, arguments, resource)) {
      return false;
    }
    var at = timeline.time();
    effects.add(
        new Effect(
            Effect.STRANGER, Effect.STRANGER, action, arguments, resource, at, at, now(), false));
    return begin(action, arguments, resource, false);
  }

  /** The status in which RDS takes it. */
  static String needed(String action) {
    return action.startsWith("Start") ? "stopped" : "available";
  }

  /** Whether RDS takes it now: of its members it asks something of a cluster, too. */
  private static boolean isReady(
      String action, Map<String, ?> arguments, SimulatedResource resource) {
    return resource.status().equals(needed(action))
        && switch (resource) {
          case SimulatedInstance instance ->
              instance.cluster == null || action.equals("RebootDBInstance");
          case SimulatedCluster cluster ->
              switch (action) {
                case "FailoverDBCluster" ->
                    cluster.promotable(arguments.get(Effect.TARGET)).isPresent();
                case "StopDBCluster" ->
                    cluster.members.stream().allMatch(one -> one.status().equals("available"));
                default -> true;
              };
        };
  }

  private boolean begin(
      String action, Map<String, ?> arguments, SimulatedResource resource, boolean fails) {
    return new Aftereffects(this, timeline, chance, arguments, fails).begin(action, resource);
  }

  private static CallAnswer refused(Refusal refusal, String code) {
    return new CallAnswer.Refused(refusal, new Fault(code, code, null, code, "Submit it again."));
  }
}
