package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What RDS says to a change of storage. */
final class Storage {
  private static final Set<String> TYPES = Set.of("standard", "gp2", "gp3", "io1", "io2");
  private static final Set<String> NAMES =
      Set.of("AllocatedStorage", "StorageType", "Iops", "StorageThroughput");
  private static final int LARGEST = 65_536;

  /** After a change of storage the next one has to wait. */
  private static final Duration COOLDOWN = Duration.ofHours(6);

  private Storage() {}

  static boolean touched(Map<String, Object> values) {
    return values.keySet().stream().anyMatch(NAMES::contains);
  }

  static void check(Call call, Instance instance, Map<String, Object> values) {
    size(instance, values.get("AllocatedStorage"));
    type(instance, values);
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

  private static void size(Instance instance, @Nullable Object value) {
    if (value instanceof Integer wanted) {
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
      // RDS asks for a tenth more, rounded up.
      if (wanted * 10L < now * 11L) {
        throw AwsError.invalidCombination(
            "The allocated storage must be increased by at least 10 percent.");
      }
      if (wanted > LARGEST) {
        throw AwsError.invalidValue("Invalid storage size: the largest is " + LARGEST + " GiB.");
      }
    }
  }

  private static void type(Instance instance, Map<String, Object> values) {
    String type =
        values.get("StorageType") instanceof String given ? given : instance.text("StorageType");
    if (!TYPES.contains(type)) {
      throw AwsError.invalidValue("Invalid storage type: " + type);
    }
    boolean provisioned = type.startsWith("io");
    if (values.containsKey("Iops") && !provisioned && !type.equals("gp3")) {
      throw AwsError.invalidCombination("You can't specify IOPS for storage type " + type + ".");
    }
    if (values.containsKey("StorageThroughput") && !type.equals("gp3")) {
      throw AwsError.invalidCombination(
          "You can't specify storage throughput for storage type " + type + ".");
    }
    if (provisioned
        && instance.text("StorageType").startsWith("io")
        && values.containsKey("AllocatedStorage") != values.containsKey("Iops")) {
      throw AwsError.invalidCombination(
          "You must specify both the storage size and iops when modifying the storage size or iops on a DB instance that has iops.");
    }
  }

  static void checkAutoscaling(Instance instance, int largest) {
    if (instance.text("StorageType").equals("standard")) {
      throw AwsError.invalidCombination(
          "Storage autoscaling isn't supported for magnetic storage.");
    }
    int now = instance.number("AllocatedStorage");
    if (largest < now) {
      throw AwsError.invalidCombination("Max storage size must be greater than storage size");
    }
    // The size that is there switches autoscaling off.
    if (largest != now && largest * 10L < now * 11L) {
      throw AwsError.invalidCombination(
          "The maximum allocated storage must be increased by at least 10 percent.");
    }
  }
}
