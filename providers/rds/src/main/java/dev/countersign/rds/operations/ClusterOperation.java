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

/** How one operation on a cluster is carried out; its class is named for its definition. */
public interface ClusterOperation extends Operation<ClusterSight> {
  /** What has to be looked at, before and after. */
  ClusterWanted wanted(Order order);

  @Override
  Plan plan(OperationDefinition definition, Order order, ClusterSight sight);

  @Override
  default Map<String, Object> answer(Order order) {
    var answer = new HashMap<>(Operation.super.answer(order));
    answer.remove("resource");
    answer.put("cluster_id", order.identifier());
    return answer;
  }

  @Override
  default @Nullable Check ruledOut(Order order, ClusterSight sight) {
    return ClusterTopologies.refusal(order, sight.present());
  }

  /** Whether a look can be judged without the cluster's events; see {@link RdsOperation}. */
  default boolean settledWithoutEvents(Order order, Attempt attempt, ClusterSight sight) {
    var cluster = sight.cluster();
    return cluster == null
        || !ClusterStates.atRest(cluster.status())
        || look(order, attempt, sight) instanceof Sighting.Done;
  }

  @Override
  default List<Evidence> evidence(Order order, ClusterSight sight) {
    return ClusterEvidence.of(order, wanted(order), sight);
  }
}
