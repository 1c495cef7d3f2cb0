package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets RDS enlarge the storage by itself up to a limit. The limit that equals the present size
 * switches that off.
 */
final class EnableStorageAutoscaling extends ModifyInstance {
  private static final String LIMIT = "max_allocated_storage";
  private static final String FIELD = "MaxAllocatedStorage";

  @Override
  String what() {
    return "The change of the storage limit";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(
        new Field(FIELD, order.number(LIMIT), sight -> Integer.toString(limit(sight.present()))));
  }

  /** RDS shows no limit where there is none; the size is the limit then. */
  private static int limit(Instance instance) {
    var limit = instance.storage().maxAllocated();
    return limit == null ? instance.storage().allocated() : limit;
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    if (instance.storage().type().equals("standard")) {
      return Check.refuse(
          "magnetic-storage",
          order.identifier() + " has magnetic storage, which RDS does not enlarge by itself.",
          "Change its storage_type by modify_storage first.");
    }
    int now = instance.storage().allocated();
    int wanted = order.number(LIMIT);
    return wanted != now && ModifyStorage.tooLittleMore(now, wanted)
        ? Check.refuse(
            "storage-limit-too-low",
            order.identifier()
                + " has "
                + now
                + " GiB, and the limit has to be at least 10 percent above that.",
            "Ask for "
                + ModifyStorage.tenthMore(now)
                + " GiB or more; exactly "
                + now
                + " switches autoscaling off.")
        : null;
  }

  @Override
  Map<String, Object> result(Order order, InstanceSight sight) {
    return Map.of("autoscaling", sight.present().storage().maxAllocated() != null);
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the limit back to " + before(attempt, FIELD) + " GiB.";
  }
}
