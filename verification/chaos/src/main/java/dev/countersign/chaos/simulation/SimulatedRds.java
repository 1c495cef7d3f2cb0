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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RDS: takes calls one by one, lets their effects happen over time, and writes each one down. */
final class SimulatedRds {
  private final Timeline timeline;
  private final Chance chance;
  private final List<Effect> effects = new ArrayList<>();
  private long requests;

  SimulatedRds(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.chance = chance;
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
        wanted.snapshotId() == null ? null : instance.snapshots.get(wanted.snapshotId()),
        wanted.events() ? instance.events() : List.of(),
        timeline.now());
  }

  /**
   * A call has arrived. The answer is as RDS gives it; whether it gets through is another matter.
   */
  Command call(Session session, RdsCall call, SimulatedInstance instance) {
    if (!timeline.now().isBefore(session.expires())) {
      return refused(Refusal.THROTTLED, "ExpiredToken");
    }
    if (!timeline.now().isBefore(session.until())) {
      return refused(Refusal.FINAL, "AccessDenied");
    }
    if (chance.strikes(0.08)) {
      return refused(Refusal.THROTTLED, "Throttling");
    }
    if (chance.strikes(0.04)) {
      return new CallUnanswered("RDS answered with the server error 500");
    }
    var needed = call.action().equals("StartDBInstance") ? "stopped" : "available";
    if (!instance.status().equals(needed)) {
      return refused(Refusal.WRONG_STATE, "InvalidDBInstanceState");
    }
    var effect = new Effect(session, call.action(), timeline.now());
    if (!begin(call, instance, effect)) {
      return refused(Refusal.ALREADY_SO, "DBSnapshotAlreadyExists");
    }
    effects.add(effect);
    return new CallAccepted("request-" + requests++);
  }

  private boolean begin(RdsCall call, SimulatedInstance instance, Effect effect) {
    var fails = chance.strikes(0.06);
    effect.takenBack = fails;
    switch (call.action()) {
      case "CreateDBSnapshot" -> {
        return snapshot(call, instance, fails);
      }
      case "RebootDBInstance" -> {
        instance.status("rebooting");
        after(
            45,
            instance,
            fails,
            () -> instance.event("DB instance restarted", "availability"),
            "available",
            "available");
      }
      case "ModifyDBInstance" -> {
        var window = String.valueOf(call.arguments().get("PreferredBackupWindow"));
        timeline.in(Duration.ofSeconds(3), () -> instance.status("modifying"));
        after(11, instance, fails, () -> instance.window(window), "available", "available");
      }
      case "StopDBInstance" -> {
        instance.status("stopping");
        after(180, instance, fails, () -> {}, "stopped", "available");
      }
      case "StartDBInstance" -> {
        instance.status("starting");
        after(300, instance, fails, () -> {}, "available", "stopped");
      }
      default -> throw new IllegalArgumentException(call.action());
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
            instance.event("Unable to modify or to do what was asked for", "failure");
          } else {
            done.run();
          }
          instance.status(fails ? otherwise : then);
        });
  }

  private boolean snapshot(RdsCall call, SimulatedInstance instance, boolean fails) {
    var id = String.valueOf(call.arguments().get("DBSnapshotIdentifier"));
    if (instance.snapshots.containsKey(id)) {
      return false;
    }
    instance.status("backing-up");
    instance.snapshots.put(id, view(call, instance, id, "creating", 40));
    timeline.in(Duration.ofSeconds(60), () -> instance.status("available"));
    timeline.in(
        Duration.ofSeconds(60 + chance.below(540)),
        () ->
            instance.snapshots.put(
                id, view(call, instance, id, fails ? "failed" : "available", 100)));
    return true;
  }

  private SnapshotSight view(
      RdsCall call, SimulatedInstance instance, String id, String status, int percent) {
    var tags = new HashMap<String, String>();
    if (call.arguments().get("Tags") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    }
    return new SnapshotSight(
        id, "arn:" + id, status, percent, instance.key.resourceId(), timeline.now(), tags);
  }

  private Command refused(Refusal refusal, String code) {
    return new CallRefused(
        refusal, new Fault(code, code, null, code, "Submit it again."), chance.unit());
  }
}
