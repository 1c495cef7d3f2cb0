package dev.countersign.executor.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Sighting;
import java.util.HashMap;
import java.util.Map;

/**
 * How one operation is carried out. Its class is named for its definition: {@code create_snapshot}
 * is {@code CreateSnapshot} here ({@link Operations}). What can be known of it without carrying it
 * out is in the definition.
 */
public interface RdsOperation {
  /** What has to be looked at, before and after. */
  Wanted wanted(Order order);

  /** The part of the requester's answer that is known from the start. */
  default Map<String, Object> answer(Order order) {
    var answer = new HashMap<>(order.parameters());
    answer.remove(OperationDefinition.CONFIRMATION);
    answer.remove(PendingChanges.AGREED);
    answer.put("operation", order.operation());
    answer.put("instance_id", order.identifier());
    return answer;
  }

  /** Whether the call may be made on the instance as it is. It was found and is the right one. */
  Check before(Order order, Sight sight);

  /**
   * The call, as far as the order tells; and all the rights that any call of the order needs, of
   * those that its definition has.
   */
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
