package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;

/** Lets RDS copy the instance's tags to its snapshots, or no longer. */
final class CopyTagsToSnapshots extends ModifyInstance {
  @Override
  String what() {
    return "The change of the copying of tags";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(
            "CopyTagsToSnapshot",
            order.flag("enabled"),
            sight -> Boolean.toString(sight.details().copyTagsToSnapshot())));
  }

  @Override
  Check refusal(Order order, Instance instance, InstanceSight sight) {
    return null;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set it back to " + before(attempt, "CopyTagsToSnapshot") + '.';
  }
}
