package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.Locale;
import java.util.Map;

/** What RDS refuses of a cluster's settings, be it new or modified. */
final class ClusterModificationChecks {
  private ClusterModificationChecks() {}

  /** Backups of a cluster cannot be switched off. */
  static int retention(int days) {
    if (days < 1 || days > 35) {
      throw AwsError.invalidValue(
          "Invalid backup retention period: " + days + ". Must be between 1 and 35.");
    }
    return days;
  }

  /**
   * @param asked what gets its final form
   * @param present what holds where nothing is asked
   */
  static void windows(Map<String, Object> asked, Map<String, Object> present) {
    String backup = either(asked, present, "PreferredBackupWindow");
    String maintenance = either(asked, present, "PreferredMaintenanceWindow");
    if (asked.containsKey("PreferredBackupWindow")) {
      Windows.checkBackup(backup, maintenance);
    }
    if (asked.containsKey("PreferredMaintenanceWindow")) {
      Windows.checkMaintenance(maintenance, backup);
      asked.put("PreferredMaintenanceWindow", maintenance.toLowerCase(Locale.ROOT));
    }
  }

  private static String either(
      Map<String, Object> asked, Map<String, Object> present, String name) {
    return String.valueOf(asked.containsKey(name) ? asked.get(name) : present.get(name));
  }

  static ParameterGroup group(Region region, Engines.Version version, String name) {
    ParameterGroup group = region.clusters().group(name, "DBClusterParameterGroupNotFound");
    if (!group.family().equals(version.family())) {
      throw AwsError.invalidCombination(
          "The Parameter Group "
              + group.name()
              + " with DBParameterGroupFamily "
              + group.family()
              + " cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily "
              + version.family());
    }
    return group;
  }
}
