package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What RDS says to a change of storage. */
final class Storage {
  private static final Set<String> TYPES = Set.of("standard", "gp2", "gp3", "io1", "io2");
  private static final Set<String> NAMES =
      Set.of("AllocatedStorage", "StorageType", "Iops", "StorageThroughput");

  /** After a change of storage the next one has to wait. */
  private static final Duration COOLDOWN = Duration.ofHours(6);

  private Storage() {}

  static boolean touched(Map<String, Object> values) {
    return values.keySet().stream().anyMatch(NAMES::contains);
  }

  /** Checks what the storage will be; a size that is too near to the present one is rounded up. */
  static void check(
      Call call, Instance instance, Map<String, Object> light, Map<String, Object> heavy) {
    size(instance, heavy);
    together(call, instance, heavy);
    var next = new LinkedHashMap<>(instance.attributes());
    next.putAll(instance.pending());
    next.putAll(heavy);
    limits(instance.engine(), instance.text("StorageType"), next, heavy);
    Integer most =
        whole(light.getOrDefault("MaxAllocatedStorage", next.get("MaxAllocatedStorage")));
    Integer size = whole(heavy.get("AllocatedStorage"));
    if (most != null && size != null && size > most) {
      throw AwsError.invalidCombination("Max storage size must be greater than storage size");
    }
    resting(call, instance);
  }

  private static void limits(
      String engine, String before, Map<String, Object> next, Map<String, Object> given) {
    String type = String.valueOf(next.get("StorageType"));
    if (!TYPES.contains(type)) {
      throw AwsError.invalidValue("Invalid storage type: " + type);
    }
    // What was provisioned for another type does not come along, and zero takes it back.
    boolean same = type.equals(before);
    StorageLimits.check(
        engine,
        type,
        next.get("AllocatedStorage") instanceof Integer size ? size : 0,
        some(same || given.containsKey("Iops") ? next.get("Iops") : null),
        some(
            same || given.containsKey("StorageThroughput") ? next.get("StorageThroughput") : null));
  }

  private static void size(Instance instance, Map<String, Object> heavy) {
    if (!(heavy.get("AllocatedStorage") instanceof Integer wanted)) {
      return;
    }
    int now = instance.number("AllocatedStorage");
    if (wanted < now) {
      throw AwsError.invalidCombination(
          "Invalid storage size for engine name "
              + instance.engine()
              + ": storage can't be decreased from "
              + now
              + " to "
              + wanted
              + ".");
    }
    int least = (int) ((now * 11L + 9) / 10);
    if (wanted < least && !instance.engine().startsWith("sqlserver")) {
      heavy.put("AllocatedStorage", least);
    }
  }

  private static void together(Call call, Instance instance, Map<String, Object> heavy) {
    String type =
        heavy.get("StorageType") instanceof String given ? given : instance.text("StorageType");
    if (type.startsWith("io")
        && instance.text("StorageType").startsWith("io")
        && (call.form().text("AllocatedStorage") == null) != (call.form().text("Iops") == null)) {
      throw AwsError.invalidCombination(
          "You must specify both the storage size and iops when modifying the storage size or iops on a DB instance that has iops.");
    }
  }

  private static void resting(Call call, Instance instance) {
    if (instance.status(call.now()).equals("storage-optimization")) {
      throw AwsError.invalidCombination(
          "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.");
    }
    String last = instance.text(Instance.STORAGE_CHANGED);
    if (!last.isEmpty()
        && call.now().isBefore(Instant.parse(last).plus(call.pace().of(COOLDOWN)))) {
      throw AwsError.invalidCombination(
          "You can't currently modify the storage of this DB instance because the last storage change was made less than six"
              + " hours ago.");
    }
  }

  static void checkNew(Map<String, Object> attributes) {
    limits(
        String.valueOf(attributes.get("Engine")),
        String.valueOf(attributes.get("StorageType")),
        attributes,
        Map.of());
    if (attributes.get("MaxAllocatedStorage") instanceof Integer largest
        && attributes.get("AllocatedStorage") instanceof Integer size) {
      autoscaling(
          String.valueOf(attributes.get("Engine")),
          String.valueOf(attributes.get("StorageType")),
          size,
          largest);
    }
  }

  static void checkAutoscaling(Instance instance, int largest, Map<String, Object> heavy) {
    Integer size = whole(heavy.get("AllocatedStorage"));
    autoscaling(
        instance.engine(),
        instance.text("StorageType"),
        size == null ? instance.number("AllocatedStorage") : size,
        largest);
  }

  private static void autoscaling(String engine, String type, int size, int largest) {
    if (type.equals("standard")) {
      throw AwsError.invalidCombination(
          "Storage autoscaling isn't supported for magnetic storage.");
    }
    if (largest < size) {
      throw AwsError.invalidCombination("Max storage size must be greater than storage size");
    }
    if (largest > StorageLimits.largest(engine, type)) {
      throw AwsError.invalidCombination(
          "Invalid max storage size for engine name "
              + engine
              + " and storage type "
              + type
              + ": "
              + largest);
    }
    // The size that is there switches autoscaling off.
    if (largest != size && largest * 10L < size * 11L) {
      throw AwsError.invalidCombination(
          "The maximum allocated storage must be increased by at least 10 percent.");
    }
  }

  private static @Nullable Integer some(@Nullable Object value) {
    return value instanceof Integer number && number > 0 ? number : null;
  }

  private static @Nullable Integer whole(@Nullable Object value) {
    return value instanceof Integer number ? number : null;
  }
}
