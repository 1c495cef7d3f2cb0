package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.operation.DailyWindow;
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
  private static final int SHORTEST = 30;
  private static final int LONGEST = 24 * 60;

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
    var window = WeeklyWindow.parse(order.text(WINDOW)).orElseThrow();
    if (window.length() < SHORTEST || window.length() >= LONGEST) {
      return Check.refuse(
          "window-length",
          "The maintenance window "
              + order.text(WINDOW)
              + " is not between 30 minutes and 24 hours long.",
          "Choose another end, for example one hour after the start.");
    }
    var backup = DailyWindow.parse(instance.windows().backup());
    if (backup.isPresent() && window.overlaps(backup.get())) {
      return Check.refuse(
          "windows-overlap",
          "The maintenance window "
              + order.text(WINDOW)
              + " overlaps the backup window "
              + instance.windows().backup()
              + ", which RDS does not allow.",
          "Choose a window outside of it.");
    }
    return window.contains(sight.seenAt())
        ? Check.refuse(
            "window-is-open-now",
            "The maintenance window "
                + order.text(WINDOW)
                + " is open now: RDS would begin at once with what waits for it.",
            "Choose a window that opens later, or submit the operation when this one has passed.")
        : null;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the maintenance window back to " + before(attempt, FIELD) + '.';
  }
}
