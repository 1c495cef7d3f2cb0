package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the daily window of automated backups. */
final class ModifyBackupWindow extends ModifyInstance {
  private static final String WINDOW = "backup_window";
  private static final String FIELD = "PreferredBackupWindow";

  @Override
  String what() {
    return "The change of the backup window";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(FIELD, order.text(WINDOW), sight -> sight.present().windows().backup()));
  }

  @Override
  boolean atOnce(Order order) {
    return order.flag("apply_immediately");
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    var overlap = WindowChecks.backup(order.text(WINDOW), instance.windows().maintenance());
    if (overlap != null) {
      return overlap;
    }
    // Open to every operator, so it must not carry somebody's change of the class along.
    if (atOnce(order) && !instance.pending().isEmpty()) {
      return Check.refuse(
          "pending-changes",
          "Applied immediately, this would also apply what is pending on "
              + order.identifier()
              + ": "
              + String.join(", ", instance.pending().keySet().stream().sorted().toList())
              + ". Nothing was done.",
          "Leave apply_immediately out: RDS changes the backup window at once without it.");
    }
    return null;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the backup window back to " + before(attempt, FIELD) + '.';
  }
}
