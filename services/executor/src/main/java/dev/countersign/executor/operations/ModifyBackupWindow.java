package dev.countersign.executor.operations;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.operation.DailyWindow;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets the daily window of automated backups. What was asked for can be compared with the field.
 */
final class ModifyBackupWindow implements RdsOperation {
  private static final String WINDOW = "backup_window";
  private static final String BEFORE = "backup_window_before";

  @Override
  public String name() {
    return "modify_backup_window";
  }

  @Override
  public Wanted wanted(Order order) {
    return Wanted.INSTANCE;
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of(
        "operation", name(), "instance_id", order.identifier(), WINDOW, order.text(WINDOW));
  }

  @Override
  public Check before(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      throw new IllegalArgumentException("preflight goes on only with an instance");
    }
    if (instance.topology().cluster() != null) {
      return Check.refuse(
          "cluster-member",
          order.identifier() + " belongs to a cluster, whose backup window is the cluster's.",
          "Change the backup window of " + instance.topology().cluster() + " instead.");
    }
    if (order.flag("apply_immediately") && !instance.pending().isEmpty()) {
      // RDS would apply these at once, too, with whatever outage they mean; nobody approved that.
      return Check.refuse(
          "other-changes-pending",
          order.identifier()
              + " has other changes that wait for its maintenance window ("
              + String.join(", ", instance.pending().keySet().stream().sorted().toList())
              + "); apply_immediately would apply them, too.",
          "Submit it again with apply_immediately false: a backup window is set at once anyway.");
    }
    var window = DailyWindow.parse(order.text(WINDOW));
    var weekly = WeeklyWindow.parse(instance.windows().maintenance());
    if (window.isPresent() && weekly.isPresent() && weekly.get().overlaps(window.get())) {
      return Check.refuse(
          "windows-overlap",
          "The backup window "
              + order.text(WINDOW)
              + " overlaps the maintenance window "
              + instance.windows().maintenance()
              + ", which RDS does not allow.",
          "Choose a window outside of it.");
    }
    var state =
        InstanceStates.require(
            order, instance, Set.of("available", "storage-optimization", "storage-full"));
    return state instanceof Check.Clear
        ? new Check.Clear(Map.of(BEFORE, instance.windows().backup()))
        : state;
  }

  @Override
  public RdsCall call(Order order) {
    return new RdsCall(
        "ModifyDBInstance",
        Map.of(
            "DBInstanceIdentifier", order.identifier(),
            "PreferredBackupWindow", order.text(WINDOW),
            "ApplyImmediately", order.flag("apply_immediately")),
        List.of("rds:ModifyDBInstance"),
        List.of(order.instanceArn()));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The change of the backup window");
    }
    if (!isSet(order, instance)) {
      return InstanceStates.underway(
          instance, "The backup window is still " + instance.windows().backup() + '.');
    }
    if (!Set.of("available", "storage-optimization", "storage-full").contains(instance.status())) {
      return InstanceStates.underway(
          instance, "The window is set; the instance is " + instance.status() + '.');
    }
    return new Sighting.Done(
        Map.of("status", instance.status(), "pending_modifications", instance.pending()),
        List.of(
            InstanceStates.evidence(
                instance, Map.of("PreferredBackupWindow", instance.windows().backup()))));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, Sight sight) {
    return sight.instance() != null && isSet(order, sight.instance())
        ? Finding.HAPPENED
        : Finding.ABSENT;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the backup window back to "
        + attempt.baseline().getOrDefault(BEFORE, "what it was")
        + '.';
  }

  private static boolean isSet(Order order, Instance instance) {
    return instance.windows().backup().equals(order.text(WINDOW));
  }
}
