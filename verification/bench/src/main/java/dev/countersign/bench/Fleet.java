package dev.countersign.bench;

import dev.countersign.client.Submission;
import dev.countersign.contracts.operation.DailyWindow;
import dev.countersign.contracts.resource.Instance;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Instances whose backup window may be moved to and fro: the cheapest change that RDS has. */
final class Fleet {
  private static final int MINUTES = 60;

  private final List<Target> targets;
  private int turn;

  /** One instance and a window that it can have without touching its maintenance window. */
  record Target(String instance, String identifier, String first, String second) {
    Map<String, Object> parameters(int turn) {
      return Map.of("backup_window", turn % 2 == 0 ? first : second);
    }
  }

  private Fleet(List<Target> targets) {
    this.targets = targets;
  }

  static Fleet of(List<DBInstance> instances) {
    var targets =
        instances.stream()
            .filter(instance -> instance.dbInstanceStatus().equals("available"))
            .filter(instance -> instance.dbClusterIdentifier() == null)
            // Policy does not understand this colour, so it is production and closed.
            .filter(instance ->
                instance.tagList().stream().noneMatch(tag -> tag.value().equals("blue")))
            .map(Fleet::target)
            .toList();
    if (targets.isEmpty()) {
      throw new IllegalStateException("no instance to work on");
    }
    return new Fleet(targets);
  }

  /** The next request, round robin; each visit to an instance asks for its other window. */
  synchronized Request next() {
    var target = targets.get(turn % targets.size());
    var request =
        new Request(
            target.instance(), target.identifier(), target.parameters(turn / targets.size()));
    turn++;
    return request;
  }

  /** What to ask for. */
  record Request(String instance, String identifier, Map<String, Object> parameters) {
    Submission submission() {
      return Submission.of("modify_backup_window", instance, parameters);
    }
  }

  private static Target target(DBInstance instance) {
    var maintenance = instance.preferredMaintenanceWindow();
    var hours = Stream.of(3, 9, 15, 21).filter(hour -> free(hour, maintenance)).limit(2).toList();
    var arn = instance.dbInstanceArn().split(":");
    var key = Instance.keyOf(arn[4], arn[3], instance.dbiResourceId()).toString();
    return new Target(
        key, instance.dbInstanceIdentifier(), window(hours.get(0)), window(hours.get(1)));
  }

  private static boolean free(int hour, String maintenance) {
    var times = maintenance.replaceAll("[a-z]{3}:", "");
    return DailyWindow.parse(times)
        .map(taken ->
            taken.startMinute() + taken.length().toMinutes() <= hour * MINUTES
                || taken.startMinute() >= (hour + 1) * MINUTES)
        .orElse(true);
  }

  private static String window(int hour) {
    return String.format("%02d:00-%02d:00", hour, hour + 1);
  }
}
