package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.CallAccepted;
import dev.countersign.executor.core.Command.CallRefused;
import dev.countersign.executor.core.Command.CallUnanswered;
import dev.countersign.executor.core.Refusal;
import dev.countersign.executor.operations.Order;
import dev.countersign.executor.operations.RdsCall;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
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

  private final List<Effect> effects = new ArrayList<>();
  private final Duration skew;
  private long requests;

  SimulatedRds(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
    this.skew = chance.upTo(SKEW).multipliedBy(chance.one(0.5) ? 1 : -1);
  }

  /** AWS's own time: its clock is not the database's. */
  Instant now() {
    return timeline.now().plus(skew);
  }

  /** Something is seen from this moment on, by the timeline. */
  private Instant seenFrom() {
    return timeline.now().plus(chance.strikes(0.5) ? chance.upTo(LATE) : Duration.ZERO);
  }

  List<Effect> effects() {
    return effects;
  }

  List<Effect> effectsOf(String operationId) {
    return effects.stream().filter(effect -> effect.operationId.equals(operationId)).toList();
  }

  Sight look(SimulatedInstance instance, Order order) {
    var wanted = dev.countersign.executor.operations.Operations.of(order).wanted(order);
    var ago = chance.upTo(SimulatedInstance.LAG);
    return new Sight(
        instance.seen(ago),
        wanted.snapshotId() == null ? null : instance.snapshot(wanted.snapshotId()),
        wanted.events() ? instance.events() : List.of(),
        timeline.now());
  }

  /**
   * A call has arrived. The answer is as RDS gives it; whether it gets through is another matter.
   */
  Command call(Session session, RdsCall call, SimulatedInstance instance) {
    if (!now().isBefore(session.expires())) {
      return refused(Refusal.THROTTLED, "ExpiredToken");
    }
    if (!now().isBefore(session.until())) {
      return refused(Refusal.FINAL, "AccessDenied");
    }
    if (chance.strikes(0.08)) {
      return refused(Refusal.THROTTLED, "Throttling");
    }
    if (chance.strikes(0.04)) {
      return new CallUnanswered("RDS answered with the server error 500");
    }
    if (instance.isDeleted()) {
      return refused(Refusal.FINAL, "DBInstanceNotFound");
    }
    if (!instance.status().equals(needed(call.action()))) {
      return refused(Refusal.WRONG_STATE, "InvalidDBInstanceState");
    }
    var effect =
        new Effect(session.operationId(), session.name(), call.action(), instance, timeline.now());
    if (!begin(call.action(), call.arguments(), instance, effect)) {
      return refused(Refusal.ALREADY_SO, "DBSnapshotAlreadyExists");
    }
    effects.add(effect);
    if (chance.strikes(0.02)) {
      // Whoever asks what became of it then finds nothing at all.
      timeline.in(chance.upTo(Duration.ofMinutes(2)), instance::delete);
    }
    return new CallAccepted("request-" + requests++);
  }

  /** Somebody else's call; false when RDS does not take it. */
  boolean foreign(String action, SimulatedInstance instance) {
    if (instance.isDeleted() || !instance.status().equals(needed(action))) {
      return false;
    }
    var effect = new Effect(Effect.STRANGER, Effect.STRANGER, action, instance, timeline.now());
    effects.add(effect);
    return begin(action, Map.of(), instance, effect);
  }

  private static String needed(String action) {
    return action.equals("StartDBInstance") ? "stopped" : "available";
  }

  private boolean begin(
      String action, Map<String, ?> arguments, SimulatedInstance instance, Effect effect) {
    // A failure event does not say whose call failed: with strangers' ones nothing could be told.
    var fails = !effect.isForeign() && chance.strikes(0.06);
    effect.takenBack = fails;
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
    var tagsFrom = seenFrom().plus(Duration.between(timeline.now(), seenFrom));
    var creating = view(arguments, instance, id, "creating", 40);
    instance.snapshot(creating, seenFrom, tagsFrom);
    timeline.in(Duration.ofSeconds(60), () -> instance.status("available"));
    timeline.in(
        Duration.ofSeconds(60 + chance.below(540)),
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
    return new SnapshotSight(
        id, "arn:" + id, status, percent, instance.key.resourceId(), now(), tags);
  }

  private Command refused(Refusal refusal, String code) {
    return new CallRefused(
        refusal, new Fault(code, code, null, code, "Submit it again."), chance.unit());
  }
}
