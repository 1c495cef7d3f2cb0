package dev.countersign.executor.operations;

import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stops the instance. RDS starts it by itself after 7 days. */
final class StopInstance implements RdsOperation {
  private static final String SNAPSHOT = "snapshot_id";
  private static final String ID = "DBSnapshotIdentifier";
  private static final String STARTS_AGAIN =
      "RDS starts a stopped instance by itself after 7 days.";

  @Override
  public String name() {
    return "stop_instance";
  }

  @Override
  public Wanted wanted(Order order) {
    var snapshot = order.optionalText(SNAPSHOT);
    return snapshot == null ? Wanted.WITH_EVENTS : new Wanted(snapshot, true);
  }

  @Override
  public Map<String, Object> answer(Order order) {
    var answer = new HashMap<String, Object>();
    answer.put("operation", name());
    answer.put("instance_id", order.identifier());
    var snapshot = order.optionalText(SNAPSHOT);
    if (snapshot != null) {
      answer.put(SNAPSHOT, snapshot);
    }
    return answer;
  }

  @Override
  public List<Permission> permissions() {
    return List.of(
        Permission.onInstance("rds:StopDBInstance", "rds:CreateDBSnapshot"),
        // RDS decides about a stop on the snapshot, too; and copies the instance's tags to it in
        // the
        // caller's name where it is told to.
        Permission.onSnapshot(
            "rds:StopDBInstance", "rds:CreateDBSnapshot", "rds:AddTagsToResource"));
  }

  @Override
  public Check before(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      throw new IllegalArgumentException("preflight goes on only with an instance");
    }
    if (sight.snapshot() != null) {
      return Check.refuse(
          "snapshot-exists",
          "There is already a snapshot named " + sight.snapshot().id() + '.',
          "Choose another snapshot_id, or leave it out.");
    }
    return InstanceStates.require(order, instance).remembering(GivenUp.baseline(sight));
  }

  @Override
  public RdsCall call(Order order) {
    var arguments = new HashMap<String, Object>();
    arguments.put("DBInstanceIdentifier", order.identifier());
    var snapshot = order.optionalText(SNAPSHOT);
    if (snapshot == null) {
      return new RdsCall(
          "StopDBInstance",
          arguments,
          List.of(RdsCall.right("rds:StopDBInstance", order.instanceArn())));
    }
    arguments.put(ID, snapshot);
    var arn = order.arn("snapshot", snapshot);
    return new RdsCall(
        "StopDBInstance",
        arguments,
        List.of(
            new RdsCall.Right(
                List.of("rds:StopDBInstance", "rds:CreateDBSnapshot"),
                List.of(order.instanceArn(), arn)),
            RdsCall.right("rds:AddTagsToResource", arn)));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The stop");
    }
    var failure = GivenUp.since(attempt, sight);
    if (InstanceStates.isUsable(instance.status()) && failure.isPresent()) {
      return GivenUp.broken(instance, "The stop", failure.get(), sight);
    }
    if (!instance.status().equals("stopped")) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    var snapshot = order.optionalText(SNAPSHOT);
    return snapshot == null
        ? new Sighting.Done(
            Map.of("status", "stopped", "warning", STARTS_AGAIN),
            List.of(InstanceStates.evidence(instance, Map.of())))
        : SnapshotBefore.look(order, attempt, sight, STARTS_AGAIN);
  }

  @Override
  public Finding probe(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (GivenUp.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    if (instance != null && Set.of("stopping", "stopped").contains(instance.status())) {
      // Somebody else may have stopped it; a snapshot of that name can only be this call's.
      return order.optionalText(SNAPSHOT) == null || SnapshotBefore.isOf(order, attempt, sight)
          ? Finding.HAPPENED
          : Finding.UNDECIDED;
    }
    // A snapshot of that name may be the first that shows of it.
    return sight.snapshot() == null && Untouched.notSwitched(attempt, sight, ModifyInstance.CALM)
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Start the instance.";
  }
}
