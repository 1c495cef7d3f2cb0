package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a call that RDS took brings about over time, unless RDS gives it up.
 *
 * @param fails whether it does
 */
record Aftereffects(
    SimulatedRds rds, Timeline timeline, Chance chance, Map<String, ?> arguments, boolean fails) {

  /** False where the name of a snapshot is taken. */
  boolean begin(String action, SimulatedResource resource) {
    switch (action) {
      case "CreateDBSnapshot" -> {
        return snapshot("DBSnapshotIdentifier", resource);
      }
      case "CreateDBClusterSnapshot" -> {
        return snapshot("DBClusterSnapshotIdentifier", resource);
      }
      case "RebootDBInstance" -> {
        resource.status("rebooting");
        after(45, resource, "DB instance restarted", "availability", "available", "available");
      }
      case "ModifyDBInstance", "ModifyDBCluster" -> modify(resource);
      case "StopDBInstance" -> {
        resource.status("stopping");
        in(90, () -> tell(resource, "DB instance shutdown", "availability"));
        after(180, resource, "DB instance stopped", "notification", "stopped", "available");
      }
      case "StartDBInstance" -> {
        resource.status("starting");
        after(300, resource, "DB instance started", "notification", "available", "stopped");
      }
      default -> begin(action, (SimulatedCluster) resource);
    }
    return true;
  }

  private void begin(String action, SimulatedCluster cluster) {
    switch (action) {
      case "FailoverDBCluster" ->
          failOver(cluster, cluster.promotable(arguments.get(Effect.TARGET)).orElseThrow());
      case "StopDBCluster" ->
          switchAll(cluster, "stopping", 150, 210, 240, "DB cluster stopped", "stopped");
      case "StartDBCluster" ->
          switchAll(cluster, "starting", 300, 240, 330, "DB cluster started", "available");
      default -> throw new IllegalArgumentException(action);
    }
  }

  /** The answer still says {@code available}, and names the old writer. */
  private void failOver(SimulatedCluster cluster, SimulatedInstance target) {
    var writer = cluster.member(cluster.writer());
    in(2, () -> cluster.status("failing-over"));
    in(3, () -> tell(cluster, "Started cross AZ failover to DB instance: ", target));
    restart(writer, 34);
    restart(target, 20);
    if (fails) {
      in(25, () -> tell(cluster, "Promoting previous primary again: ", writer));
    } else {
      in(25, () -> cluster.writer(target.identifier));
      in(27, () -> tell(cluster, "Completed customer initiated failover to DB instance: ", target));
    }
    in(40, () -> cluster.status("available"));
  }

  private void restart(SimulatedInstance member, int seconds) {
    in(6, () -> member.status("rebooting"));
    in(
        seconds,
        () -> {
          tell(member, "DB instance restarted", "availability");
          member.status("available");
        });
  }

  private void switchAll(
      SimulatedCluster cluster,
      String meanwhile,
      int readers,
      int writer,
      int whole,
      String message,
      String then) {
    var before = cluster.status();
    cluster.status(meanwhile);
    cluster.members.forEach(member -> {
      member.status(meanwhile);
      in(
          member.identifier.equals(cluster.writer()) ? writer : readers,
          () -> member.status(fails ? before : then));
    });
    in(
        whole,
        () -> {
          if (fails) {
            var what = then.equals("stopped") ? "stop" : "start";
            tell(cluster, "DB cluster " + what + " failed.", "notification");
          } else {
            tell(cluster, message, "notification");
          }
          cluster.status(fails ? before : then);
        });
  }

  private void modify(SimulatedResource resource) {
    var window = String.valueOf(arguments.get("PreferredBackupWindow"));
    in(3, () -> resource.status("modifying"));
    in(
        11,
        () -> {
          if (fails) {
            giveUp(resource);
          } else {
            resource.window(window);
          }
          resource.status("available");
        });
  }

  private void after(
      int seconds,
      SimulatedResource resource,
      String message,
      String category,
      String then,
      String otherwise) {
    in(
        seconds,
        () -> {
          if (fails) {
            giveUp(resource);
          } else {
            tell(resource, message, category);
          }
          resource.status(fails ? otherwise : then);
        });
  }

  private void giveUp(SimulatedResource resource) {
    tell(resource, "Unable to modify or to do what was asked for", "failure");
  }

  private void tell(SimulatedCluster cluster, String message, SimulatedInstance about) {
    tell(cluster, message + about.identifier, "failover");
  }

  private void tell(SimulatedResource resource, String message, String category) {
    resource.event(rds.now(), message, category, rds.seenFrom());
  }

  private void in(int seconds, Runnable action) {
    timeline.in(Duration.ofSeconds(seconds), action);
  }

  private boolean snapshot(String argument, SimulatedResource resource) {
    var id = String.valueOf(arguments.get(argument));
    if (resource.hasSnapshot(id)) {
      return false;
    }
    resource.status("backing-up");
    var seenFrom = rds.seenFrom();
    var tagsFrom = rds.seenFrom().plus(Duration.between(timeline.time(), seenFrom));
    var taken = rds.now();
    resource.snapshot(view(id, resource, "creating", 40, taken), seenFrom, tagsFrom);
    in(60, () -> resource.status("available"));
    // In peace, before the operation runs out of time.
    in(
        60 + chance.below(chance.isTrouble() ? 540 : 200),
        () ->
            resource.snapshot(
                view(id, resource, fails ? "failed" : "available", 100, taken),
                seenFrom,
                tagsFrom));
    return true;
  }

  private SnapshotSight view(
      String id, SimulatedResource resource, String status, int percent, Instant taken) {
    var tags = new HashMap<String, String>();
    if (arguments.get("Tags") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    }
    return new SnapshotSight(id, "arn:" + id, status, percent, resource.key.id(), taken, tags);
  }
}
