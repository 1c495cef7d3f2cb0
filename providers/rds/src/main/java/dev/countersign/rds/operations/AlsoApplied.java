package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The other pending changes that a modification was agreed to apply along. They were asked for,
 * too: done means that they are seen to be there, as far as RDS shows them at all.
 */
final class AlsoApplied {
  private static final String BEFORE = "also.";

  /** Where RDS shows the value of a change when it has been made. */
  private static final Map<String, Function<InstanceSight, String>> SHOWN =
      Map.of(
          "DBInstanceClass", sight -> sight.present().instanceClass(),
          "EngineVersion", sight -> sight.present().engineVersion(),
          "AllocatedStorage", sight -> Integer.toString(sight.present().storage().allocated()),
          "StorageType", sight -> sight.present().storage().type(),
          "Iops", sight -> String.valueOf(sight.present().storage().iops()),
          "StorageThroughput", sight -> String.valueOf(sight.details().storageThroughput()),
          "MultiAZ", sight -> Boolean.toString(sight.present().topology().multiAz()),
          "BackupRetentionPeriod",
              sight -> Integer.toString(sight.present().windows().backupRetentionDays()));

  /**
   * Those of the agreed changes that preflight saw pending.
   *
   * @param own what the modification sets itself: of that, its own value is to come, and no other
   */
  static Map<String, String> baseline(Order order, Instance instance, Set<String> own) {
    var agreed = others(order, own);
    var baseline = new HashMap<String, String>();
    instance
        .pending()
        .forEach((name, value) -> {
          if (agreed.contains(name + '=' + value)) {
            baseline.put(BEFORE + name, value);
          }
        });
    return baseline;
  }

  /** Nothing that was agreed to is pending any more, and what RDS shows of it is as agreed. */
  static boolean isThere(Order order, Attempt attempt, InstanceSight sight, Set<String> own) {
    var pending = sight.present().pending();
    return others(order, own).stream().noneMatch(change -> pending.containsKey(named(change)))
        && attempt.baseline().entrySet().stream()
            .filter(change -> change.getKey().startsWith(BEFORE))
            .allMatch(change -> isShown(name(change.getKey()), change.getValue(), sight));
  }

  private static Set<String> others(Order order, Set<String> own) {
    var others = PendingChanges.agreed(order);
    others.removeIf(change -> own.contains(named(change)));
    return others;
  }

  private static String named(String change) {
    return change.split("=", 2)[0];
  }

  private static boolean isShown(String name, String value, InstanceSight sight) {
    var shown = SHOWN.get(name);
    return shown == null
        || new Field(name, number(value), shown, name.equals("AllocatedStorage")).isSet(sight);
  }

  /** What RDS shows of it at present; null where it does not show it. */
  static @Nullable String shown(String name, InstanceSight sight) {
    var shown = SHOWN.get(name);
    return shown == null ? null : shown.apply(sight);
  }

  private static Object number(String value) {
    return value.matches("\\d{1,9}") ? Integer.valueOf(value) : value;
  }

  /** What of it cannot be seen on RDS is named: it is only known not to be pending any more. */
  static Map<String, Object> result(Attempt attempt) {
    var unseen = new TreeSet<String>();
    attempt
        .baseline()
        .keySet()
        .forEach(key -> {
          if (key.startsWith(BEFORE) && !SHOWN.containsKey(name(key))) {
            unseen.add(name(key));
          }
        });
    return unseen.isEmpty() ? Map.of() : Map.of("also_applied_unseen", unseen);
  }

  private static String name(String key) {
    return key.substring(BEFORE.length());
  }

  private AlsoApplied() {}
}
