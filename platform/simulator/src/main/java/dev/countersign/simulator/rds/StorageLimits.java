package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * Sizes, IOPS and throughput that go together, by type of storage and engine.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">AWS on
 *     storage</a>
 */
final class StorageLimits {
  private static final int LARGEST = 65_536;
  private static final int LARGEST_OF_SQL_SERVER = 16_384;

  /** From this size on gp3 is striped over four volumes, and its baseline is four times as high. */
  private static final int STRIPED = 400;

  private static final int STRIPED_ORACLE = 200;

  private StorageLimits() {}

  static int largest(String engine, String type) {
    boolean sqlServer = engine.startsWith("sqlserver");
    if (type.equals("standard")) {
      return sqlServer ? 1_024 : 3_072;
    }
    return sqlServer ? LARGEST_OF_SQL_SERVER : LARGEST;
  }

  private static int smallest(String engine, String type) {
    return switch (type) {
      case "standard" -> engine.startsWith("sqlserver") ? 20 : engine.startsWith("oracle") ? 10 : 5;
      case "io1", "io2" -> 100;
      default -> 20;
    };
  }

  /** Refuses what RDS has no storage for. */
  static void check(
      String engine, String type, int size, @Nullable Integer iops, @Nullable Integer throughput) {
    if (size < smallest(engine, type) || size > largest(engine, type)) {
      throw AwsError.invalidCombination(
          "Invalid storage size for engine name "
              + engine
              + " and storage type "
              + type
              + ": "
              + size);
    }
    switch (type) {
      case "io1", "io2" -> provisioned(engine, type, size, iops, throughput);
      case "gp3" -> general(engine, size, iops, throughput);
      default -> {
        refuse(iops != null, "You can't specify IOPS for storage type " + type + ".");
        refuse(throughput != null, noThroughput(type));
      }
    }
  }

  private static String noThroughput(String type) {
    return "You can't specify storage throughput for storage type " + type + ".";
  }

  private static void provisioned(
      String engine, String type, int size, @Nullable Integer iops, @Nullable Integer throughput) {
    refuse(throughput != null, noThroughput(type));
    if (iops == null) {
      throw AwsError.invalidCombination("You must specify IOPS for storage type " + type + ".");
    }
    boolean sqlServer = engine.startsWith("sqlserver");
    int most = sqlServer && type.equals("io1") ? 64_000 : 256_000;
    within("IOPS", iops, 1_000, most, engine);
    double least = sqlServer ? 1 : 0.5;
    int ratio = type.equals("io1") ? 50 : 1_000;
    refuse(
        iops < least * size || iops > (long) ratio * size,
        "The IOPS to GiB ratio has to lie between "
            + least
            + " and "
            + ratio
            + ": "
            + iops
            + " IOPS on "
            + size
            + " GiB.");
  }

  private static void general(
      String engine, int size, @Nullable Integer iops, @Nullable Integer throughput) {
    boolean sqlServer = engine.startsWith("sqlserver");
    boolean striped =
        !sqlServer && size >= (engine.startsWith("oracle") ? STRIPED_ORACLE : STRIPED);
    int baseline = striped ? 12_000 : 3_000;
    int most = striped ? 64_000 : sqlServer ? 16_000 : 3_000;
    int flow = striped ? 500 : 125;
    int mostFlow = striped ? 4_000 : sqlServer ? 1_000 : 125;
    int operations = iops == null ? baseline : iops;
    int megabytes = throughput == null ? flow : throughput;
    within("IOPS", operations, baseline, most, engine);
    within("storage throughput", megabytes, flow, mostFlow, engine);
    refuse(
        operations > baseline && operations > 500L * size,
        "The IOPS to GiB ratio is too high: " + operations + " IOPS on " + size + " GiB.");
    refuse(
        megabytes > operations / 4,
        "The storage throughput to IOPS ratio is too high: "
            + megabytes
            + " MiBps with "
            + operations
            + " IOPS.");
  }

  private static void within(String what, int value, int least, int most, String engine) {
    refuse(
        value < least || value > most,
        "Invalid "
            + what
            + " for engine name "
            + engine
            + ": "
            + value
            + ". For this size it lies between "
            + least
            + " and "
            + most
            + ".");
  }

  private static void refuse(boolean wrong, String text) {
    if (wrong) {
      throw AwsError.invalidCombination(text);
    }
  }
}
