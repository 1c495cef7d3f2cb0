package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private final List<SimulatedInstance> instances = new ArrayList<>();
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
      instances.add(new SimulatedInstance(name, timeline));
    }
  }

  List<SimulatedInstance> instances() {
    return instances;
  }

  /** Whether its clock is so far off that nothing may be sent to it. */
  boolean isFarOff() {
    return skew.abs().equals(FAR);
  }

  /** AWS's own time: its clock is not the database's. */
  Instant now() {
    return timeline.time().plus(skew);
  }

  /** Something is seen from this moment on, by the timeline. */
  private Instant seenFrom() {
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
    var instance = named(String.valueOf(call.arguments().get("DBInstanceIdentifier")));
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
    if (instance.isDeleted()) {
      return refused(Refusal.FINAL, "DBInstanceNotFound");
    }
    if (!instance.status().equals(needed(call.action()))) {
      return refused(Refusal.WRONG_STATE, "InvalidDBInstanceState");
    }
    // A failure event does not say whose call failed: with strangers' ones nothing could be told.
    var fails = chance.strikes(0.06);
    if (!begin(call.action(), call.arguments(), instance, fails)) {
      return refused(Refusal.ALREADY_SO, "DBSnapshotAlreadyExists");
    }
    effects.add(
        new Effect(
            session.operationId(),
            session.name(),
            call.action(),
            call.arguments(),
            instance,
            sentAt,
            timeline.time(),
            now(),
            fails));
    if (chance.strikes(0.02)) {
      // Whoever asks what became of it then finds nothing at all.
      timeline.in(chance.rarelyUpTo(Duration.ofMinutes(2)), instance::delete);
    }
    return new CallAnswer.Accepted("request-" + requests++);
  }

  private SimulatedInstance named(String identifier) {
    return instances.stream()
        .filter(each -> each.identifier.equals(identifier))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no instance " + identifier));
  }

  /** Somebody else's call; false when RDS does not take it. */
  boolean foreign(String action, SimulatedInstance instance) {
    if (instance.isDeleted() || !instance.status().equals(needed(action))) {
      return false;
    }
    var at = timeline.time();
    effects.add(
        new Effect(
            Effect.STRANGER, Effect.STRANGER, action, Map.of(), instance, at, at, now(), false));
    return begin(action, Map.of(), instance, false);
  }

  /** The status in which RDS takes it. */
  static String needed(String action) {
    return action.equals("StartDBInstance") ? "stopped" : "available";
  }

  private boolean begin(
      String action, Map<String, ?> arguments, SimulatedInstance instance, boolean fails) {
    switch (action) {
      case "CreateDBSnapshot" -> {
        return snapshot(arguments, instance, fails);
      }
      case "RebootDBInstance" -> {
        instance.status("rebooting");
        after(
            45,
            instance,
            fails,
            () -> tell(instance, "DB instance restarted", "availability"),
            "available",
            "available");
      }
      case "ModifyDBInstance" -> {
        var window = String.valueOf(arguments.get("PreferredBackupWindow"));
        timeline.in(Duration.ofSeconds(3), () -> instance.status("modifying"));
        after(11, instance, fails, () -> instance.window(window), "available", "available");
      }
      case "StopDBInstance" -> {
        instance.status("stopping");
        timeline.in(
            Duration.ofSeconds(90), () -> tell(instance, "DB instance shutdown", "availability"));
        after(
            180,
            instance,
            fails,
            () -> tell(instance, "DB instance stopped", "notification"),
            "stopped",
            "available");
      }
      case "StartDBInstance" -> {
        instance.status("starting");
        after(
            300,
            instance,
            fails,
            () -> tell(instance, "DB instance started", "notification"),
            "available",
            "stopped");
      }
      default -> throw new IllegalArgumentException(action);
    }
    return true;
  }

  private void after(
      int seconds,
      SimulatedInstance instance,
      boolean fails,
      Runnable done,
      String then,
      String otherwise) {
    timeline.in(
        Duration.ofSeconds(seconds),
        () -> {
          if (fails) {
            tell(instance, "Unable to modify or to do what was asked for", "failure");
          } else {
            done.run();
          }
          instance.status(fails ? otherwise : then);
        });
  }

  private void tell(SimulatedInstance instance, String message, String category) {
    instance.event(now(), message, category, seenFrom());
  }

  private boolean snapshot(Map<String, ?> arguments, SimulatedInstance instance, boolean fails) {
    var id = String.valueOf(arguments.get("DBSnapshotIdentifier"));
    if (instance.hasSnapshot(id)) {
      return false;
    }
    instance.status("backing-up");
    var seenFrom = seenFrom();
    var tagsFrom = seenFrom().plus(Duration.between(timeline.time(), seenFrom));
    var creating = view(arguments, instance, id, "creating", 40);
    instance.snapshot(creating, seenFrom, tagsFrom);
    timeline.in(Duration.ofSeconds(60), () -> instance.status("available"));
    timeline.in(
        // In peace, before the operation runs out of time.
        Duration.ofSeconds(60 + chance.below(chance.isTrouble() ? 540 : 200)),
        () ->
            instance.snapshot(
                new SnapshotSight(
                    id,
                    creating.arn(),
                    fails ? "failed" : "available",
                    100,
                    creating.resourceId(),
                    creating.createdAt(),
                    creating.tags()),
                seenFrom,
                tagsFrom));
    return true;
  }

  private SnapshotSight view(
      Map<String, ?> arguments, SimulatedInstance instance, String id, String status, int percent) {
    var tags = new HashMap<String, String>();
    if (arguments.get("Tags") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    }
    return new SnapshotSight(id, "arn:" + id, status, percent, instance.key.id(), now(), tags);
  }

  private static CallAnswer refused(Refusal refusal, String code) {
    return new CallAnswer.Refused(refusal, new Fault(code, code, null, code, "Submit it again."));
  }
}
