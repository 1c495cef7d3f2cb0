package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.List;
import java.util.Map;

/** One operation. Everything that is particular to it is in its class, and nowhere else. */
public interface RdsOperation {
  /** The catalogue's name. */
  String name();

  /** What has to be looked at, before and after. */
  Wanted wanted(Order order);

  /** The part of the requester's answer that is known from the start. */
  Map<String, Object> answer(Order order);

  /** What a role has to allow. {@link #call} asks for nothing else. */
  List<Permission> permissions();

  /** Whether the call may be made on the instance as it is. It was found and is the right one. */
  Check before(Order order, Sight sight);

  /** The call, as far as the order tells; and all the rights that any call of the order needs. */
  RdsCall call(Order order);

  /** The call of an attempt, with what its preflight saw. */
  default RdsCall call(Order order, Attempt attempt) {
    return call(order);
  }

  /** Whether the desired state is there, after RDS took the call. */
  Sighting look(Order order, Attempt attempt, Sight sight);

  /**
   * Whether a look can be judged without the instance's events: while RDS is busy with it nothing
   * has come of it yet, and what is there, or gone, is so whatever they say. Why something did not
   * come about only they may tell.
   */
  default boolean settledWithoutEvents(Order order, Attempt attempt, Sight sight) {
    var instance = sight.instance();
    return instance == null
        || !InstanceStates.atRest(instance.status())
        || look(order, attempt, sight) instanceof Sighting.Done;
  }

  /** Whether a call that nobody saw answered had its effect. */
  Finding probe(Order order, Attempt attempt, Sight sight);

  /** What RDS's refusal means for this operation, where that is more than the code says. */
  default Fault explained(Order order, Fault fault) {
    return fault;
  }

  /** What takes it back, in the requester's words. */
  String undo(Order order, Attempt attempt);
}
