package dev.countersign.rds.operations;

import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A modification that is applied immediately applies every other pending change of the instance,
 * too. Whoever asks for it says which ones they saw, with their values.
 */
final class PendingChanges {
  /** The parameter that lists them, each as {@code Name=value}. */
  static final String AGREED = "also_apply";

  /** Refused where something would be applied that the requester did not name; null otherwise. */
  static @Nullable Check refusal(Order order, Instance instance, Set<String> own) {
    var unseen = others(instance, own);
    unseen.removeAll(agreed(order));
    if (unseen.isEmpty()) {
      return null;
    }
    return Check.refuse(
        "pending-changes",
        "Applied immediately, this would also apply what is pending on "
            + order.identifier()
            + ": "
            + String.join(", ", unseen)
            + ". Nothing was done.",
        "Look at these changes. If they may be applied now, submit the operation again with "
            + AGREED
            + ": "
            + quoted(others(instance, own))
            + ".");
  }

  private static List<String> others(Instance instance, Set<String> own) {
    var others = new ArrayList<String>();
    new TreeMap<>(instance.pending())
        .forEach((name, value) -> {
          if (!own.contains(name)) {
            others.add(name + '=' + value);
          }
        });
    return others;
  }

  /** What would come along, for a preview. */
  static List<Plan.AlsoApplied> along(InstanceSight sight, Set<String> own, String why) {
    var along = new ArrayList<Plan.AlsoApplied>();
    new TreeMap<>(sight.present().pending())
        .forEach((name, value) -> {
          if (!own.contains(name)) {
            along.add(new Plan.AlsoApplied(name, AlsoApplied.shown(name, sight), value, why));
          }
        });
    return along;
  }

  /** The changes that were agreed to, each as {@code Name=value}. */
  static Set<String> agreed(Order order) {
    var agreed = new HashSet<String>();
    if (order.parameters().get(AGREED) instanceof List<?> list) {
      list.forEach(change -> agreed.add(String.valueOf(change)));
    }
    return agreed;
  }

  private static String quoted(List<String> changes) {
    return "[\"" + String.join("\", \"", changes) + "\"]";
  }

  private PendingChanges() {}
}
