package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the weekly window in which RDS does what waits for it. A window that is open now would let
 * it begin at once.
 */
final class ModifyMaintenanceWindow extends ModifyInstance {
  private static final String WINDOW = "maintenance_window";
  private static final String FIELD = "PreferredMaintenanceWindow";

  @Override
  String what() {
    return "The change of the maintenance window";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(FIELD, order.text(WINDOW), sight -> sight.present().windows().maintenance()));
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    return WindowChecks.maintenance(
        order.text(WINDOW), instance.windows().backup(), sight.seenAt());
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the maintenance window back to " + before(attempt, FIELD) + '.';
  }
}
