package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts a stopped instance. */
final class StartInstance implements RdsOperation {
  @Override
  public Wanted wanted(Order order) {
    return Wanted.WITH_EVENTS;
  }

  @Override
  public Check before(Order order, InstanceSight sight) {
    return InstanceStates.require(order, sight.present()).remembering(GivenUp.baseline(sight));
  }

  @Override
  public Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    return new Plan(
        List.of(new Plan.Change("DBInstanceStatus", sight.present().status(), "available")),
        Plan.Interruption.none("No client is connected to a stopped instance."),
        List.of());
  }

  @Override
  public Call call(Order order) {
    return new Call(
        "StartDBInstance",
        Map.of("DBInstanceIdentifier", order.identifier()),
        List.of(Call.right("rds:StartDBInstance", Arns.of(order))));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    var failure = GivenUp.since(attempt, sight);
    if (InstanceStates.atRest(instance.status())
        && !InstanceStates.isUsable(instance.status())
        && failure.isPresent()) {
      return GivenUp.broken(instance, "The start", failure.get(), sight);
    }
    if (InstanceStates.endedInTrouble(instance, attempt, sight)
        || instance.status().equals("storage-full")) {
      return InstanceStates.broken(instance, "The start");
    }
    if (!InstanceStates.isUsable(instance.status())) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    return new Sighting.Done(
        Map.of("status", instance.status()), List.of(InstanceStates.evidence(instance, Map.of())));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (GivenUp.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    if (instance == null) {
      return Finding.UNDECIDED;
    }
    if (isStarted(instance.status())) {
      return Finding.HAPPENED;
    }
    // A trouble that preflight did not see may have come of a start, or of anything else.
    return isAsBefore(instance, attempt) && Untouched.notSwitched(attempt, sight, startsFrom(order))
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  private static Set<String> startsFrom(Order order) {
    return Operations.definition(order).runsOn().fitting();
  }

  private static boolean isStarted(String status) {
    return status.equals("starting")
        || status.equals("storage-full")
        || InstanceStates.isUsable(status);
  }

  private static boolean isAsBefore(Instance instance, Attempt attempt) {
    return !InstanceStates.inTrouble(instance.status()) || InstanceStates.wasSo(instance, attempt);
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Stop the instance.";
  }
}
