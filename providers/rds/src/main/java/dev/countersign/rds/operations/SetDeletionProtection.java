package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Protects the instance from being deleted, or takes the protection away. */
final class SetDeletionProtection extends ModifyInstance {
  private static final String ENABLED = "enabled";
  private static final String FIELD = "DeletionProtection";

  @Override
  String what() {
    return "The change of the deletion protection";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(
            FIELD,
            order.flag(ENABLED),
            sight -> Boolean.toString(sight.present().topology().deletionProtection())));
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    return null;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set it back to " + before(attempt, FIELD) + '.';
  }
}
