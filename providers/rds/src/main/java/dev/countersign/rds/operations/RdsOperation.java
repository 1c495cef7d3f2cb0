package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one operation on an instance is carried out. Its class is named for its definition: {@code
 * create_snapshot} is {@code CreateSnapshot} here ({@link Operations}).
 */
public interface RdsOperation extends Operation<InstanceSight> {
  /** What has to be looked at, before and after. */
  Wanted wanted(Order order);

  @Override
  Plan plan(OperationDefinition definition, Order order, InstanceSight sight);

  @Override
  default Map<String, Object> answer(Order order) {
    var answer = new HashMap<>(Operation.super.answer(order));
    answer.remove("resource");
    answer.put("instance_id", order.identifier());
    answer.remove(PendingChanges.AGREED);
    return answer;
  }

  @Override
  default @Nullable Check ruledOut(Order order, InstanceSight sight) {
    return Topologies.refusal(order, sight.present());
  }

  /**
   * Whether a look can be judged without the instance's events: while RDS is busy with it nothing
   * has come of it yet, and what is there, or gone, is so whatever they say. Why something did not
   * come about only they may tell.
   */
  default boolean settledWithoutEvents(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    return instance == null
        || !InstanceStates.atRest(instance.status())
        || look(order, attempt, sight) instanceof Sighting.Done;
  }

  @Override
  default List<Evidence> evidence(Order order, InstanceSight sight) {
    return SightEvidence.of(order, sight);
  }
}
