package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets for how many days automated backups are kept. RDS does that without an outage as long as
 * they are on before and after; switching them on or off is not for self-service.
 */
final class ModifyBackupRetention extends ModifyInstance {
  private static final String DAYS = "backup_retention_days";
  private static final String FIELD = "BackupRetentionPeriod";

  @Override
  String what() {
    return "The change of the backup retention";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(
            FIELD,
            order.number(DAYS),
            sight -> Integer.toString(sight.present().windows().backupRetentionDays())));
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    return instance.windows().backupRetentionDays() == 0
        ? Check.refuse(
            "backups-are-off",
            order.identifier()
                + " has no automated backups; switching them on interrupts the instance.",
            "Create a CloudOps request to have automated backups switched on.")
        : null;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set it back to "
        + before(attempt, FIELD)
        + " days; backups that RDS has deleted meanwhile do not come back.";
  }
}
