package dev.countersign.executor.operations;

import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts a stopped instance. */
final class StartInstance implements RdsOperation {
  @Override
  public String name() {
    return "start_instance";
  }

  @Override
  public Wanted wanted(Order order) {
    return Wanted.WITH_EVENTS;
  }

  @Override
  public Map<String, Object> answer(Order order) {
    return Map.of("operation", name(), "instance_id", order.identifier());
  }

  @Override
  public List<Permission> permissions() {
    return List.of(Permission.onInstance("rds:StartDBInstance"));
  }

  @Override
  public Check before(Order order, Sight sight) {
    if (sight.instance() == null) {
      throw new IllegalArgumentException("preflight goes on only with an instance");
    }
    var state = InstanceStates.require(order, sight.instance(), Set.of("stopped"));
    return state instanceof Check.Clear ? new Check.Clear(GivenUp.baseline(sight)) : state;
  }

  @Override
  public RdsCall call(Order order) {
    return new RdsCall(
        "StartDBInstance",
        Map.of("DBInstanceIdentifier", order.identifier()),
        List.of("rds:StartDBInstance"),
        List.of(order.instanceArn()));
  }

  @Override
  public Sighting look(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.inTrouble(instance.status())) {
      return InstanceStates.broken(instance, "The start");
    }
    var failure = GivenUp.since(attempt, sight);
    if (instance.status().equals("stopped") && failure.isPresent()) {
      return GivenUp.broken(instance, "The start", failure.get(), sight);
    }
    if (!instance.status().equals("available")) {
      return InstanceStates.underway(instance, "The instance is " + instance.status() + '.');
    }
    return new Sighting.Done(
        Map.of("status", "available"), List.of(InstanceStates.evidence(instance, Map.of())));
  }

  @Override
  public Finding probe(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    if (instance == null || instance.status().equals("deleting")) {
      return Finding.UNDECIDED;
    }
    if (!instance.status().equals("stopped") || GivenUp.since(attempt, sight).isPresent()) {
      return Finding.HAPPENED;
    }
    return Untouched.notSwitched(attempt, sight, Set.of("stopped"))
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Stop the instance.";
  }
}
