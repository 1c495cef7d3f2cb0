package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What RDS insists on before it begins anything. */
final class Requirements {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z](-?[a-z0-9])*");

  /** An instance that takes operations: its storage is looked after, and it serves meanwhile. */
  static final List<String> OPERATIONAL =
      List.of("available", "storage-optimization", "storage-initialization");

  /** Another parameter group and a reboot mend what is wrong here. */
  static final List<String> WITH_WRONG_PARAMETERS =
      List.of(
          "available", "storage-optimization", "storage-initialization", "incompatible-parameters");

  private Requirements() {}

  static void status(Instance instance, Instant now, String refusal, List<String> allowed) {
    if (!allowed.contains(instance.status(now)) || instance.busy(now)) {
      throw AwsError.refused("InvalidDBInstanceState", refusal);
    }
  }

  static String identifier(String given, String parameter, int longest) {
    String identifier = given.toLowerCase(Locale.ROOT);
    if (identifier.length() > longest || !IDENTIFIER.matcher(identifier).matches()) {
      throw AwsError.invalidValue(
          "The parameter "
              + parameter
              + " is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and"
              + " hyphens; and must not end with a hyphen or contain two consecutive hyphens.");
    }
    return identifier;
  }

  /**
   * The instances that a stop would tear apart, and the ones that RDS stops only as a whole
   * cluster.
   */
  static void stoppable(Instance instance) {
    if (instance.clusterMember()) {
      throw AwsError.invalidCombination(
          instance.engine() + " DB instances are not eligible for stopping and starting.");
    }
    if (!instance.text("ReadReplicaSourceDBInstanceIdentifier").isEmpty()) {
      throw AwsError.invalidCombination("Cannot stop or start a Read-Replica instance");
    }
    if (!instance.list("ReadReplicaDBInstanceIdentifiers").isEmpty()) {
      throw AwsError.invalidCombination("Cannot stop or start an instance that has Read Replicas");
    }
    if (instance.flag("MultiAZ") && instance.engine().startsWith("sqlserver")) {
      throw AwsError.invalidCombination(
          "DB instance "
              + instance.identifier()
              + " is a Multi-AZ SQL Server instance and cannot be stopped.");
    }
  }
}
