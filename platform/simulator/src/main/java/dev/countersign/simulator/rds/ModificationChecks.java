package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What RDS refuses of a modification; what is left has its final form, versions and groups
 * included.
 */
final class ModificationChecks {
  private ModificationChecks() {}

  static void check(
      Call call,
      Region region,
      Instance instance,
      Map<String, Object> light,
      Map<String, Object> heavy) {
    if (instance.clusterMember()) {
      ofTheCluster(light, heavy);
    }
    if (light.get("PromotionTier") instanceof Integer tier) {
      ClusterJoining.checkTier(tier, instance.clusterMember());
    }
    windows(instance, light);
    if (light.get("MaxAllocatedStorage") instanceof Integer largest) {
      Storage.checkAutoscaling(instance, largest, heavy);
    }
    if (light.remove("DBParameterGroups") instanceof String name) {
      group(region, instance, name, light);
    }
    if (Storage.touched(heavy)) {
      Storage.check(call, instance, light, heavy);
    }
    if (heavy.get("DBInstanceClass") instanceof String wanted) {
      Engines.requireOrderable(instance.engine(), wanted);
    }
    if (heavy.get("BackupRetentionPeriod") instanceof Integer days && (days < 0 || days > 35)) {
      throw AwsError.invalidValue(
          "Invalid backup retention period: " + days + ". Must be between 0 and 35.");
    }
    if (heavy.get("EngineVersion") instanceof String version) {
      heavy.put(
          "EngineVersion",
          upgrade(call, instance.engine(), instance.text("EngineVersion"), version));
    }
    if (heavy.get("DBInstanceIdentifier") instanceof String given) {
      String name = Requirements.identifier(given, "NewDBInstanceIdentifier", 63);
      if (region.find(name).isPresent()) {
        throw AwsError.refused("DBInstanceAlreadyExists", "DB instance already exists: " + name);
      }
      heavy.put("DBInstanceIdentifier", name);
    }
  }

  private static void windows(Instance instance, Map<String, Object> light) {
    boolean backup = light.get("PreferredBackupWindow") instanceof String;
    boolean maintenance = light.get("PreferredMaintenanceWindow") instanceof String;
    String backupWindow =
        String.valueOf(
            light.getOrDefault("PreferredBackupWindow", instance.text("PreferredBackupWindow")));
    String maintenanceWindow =
        String.valueOf(
            light.getOrDefault(
                "PreferredMaintenanceWindow", instance.text("PreferredMaintenanceWindow")));
    if (backup) {
      Windows.checkBackup(backupWindow, maintenanceWindow);
    }
    if (maintenance) {
      Windows.checkMaintenance(maintenanceWindow, backupWindow);
      light.put("PreferredMaintenanceWindow", maintenanceWindow.toLowerCase(Locale.ROOT));
    }
  }

  private static void group(
      Region region, Instance instance, String name, Map<String, Object> light) {
    ParameterGroup group = region.group(name);
    if (!group
        .family()
        .equals(Engines.version(instance.engine(), instance.text("EngineVersion")).family())) {
      throw AwsError.invalidCombination(
          "The parameter group "
              + name
              + " with DBParameterGroupFamily "
              + group.family()
              + " can't be used for this instance. Please use a Parameter Group with DBParameterGroupFamily "
              + Engines.version(instance.engine(), instance.text("EngineVersion")).family());
    }
    boolean same =
        instance.list("DBParameterGroups").stream()
            .anyMatch(
                current -> group.name().equals(Instance.copy(current).get("DBParameterGroupName")));
    if (!same) {
      light.put("DBParameterGroups", Modification.groups(group.name(), "pending-reboot"));
    }
  }

  /** What belongs to the cluster is refused for a member of it. */
  private static void ofTheCluster(Map<String, Object> light, Map<String, Object> heavy) {
    for (String name :
        List.of(
            "PreferredBackupWindow",
            "BackupRetentionPeriod",
            "AllocatedStorage",
            "MaxAllocatedStorage",
            "StorageType",
            "Iops",
            "StorageThroughput",
            "MultiAZ",
            "EngineVersion",
            "DeletionProtection",
            "_password")) {
      if (light.containsKey(name) || heavy.containsKey(name)) {
        throw AwsError.invalidCombination(
            "The specified DB instance is a member of a DB cluster and its "
                + (name.equals("_password") ? "MasterUserPassword" : name)
                + " is managed by the DB cluster. Modify it through the ModifyDBCluster API instead.");
      }
    }
  }

  /** The full name of a version that may come after the present one. */
  static String upgrade(Call call, String engine, String present, String wanted) {
    Engines.Version now = Engines.version(engine, present);
    Engines.Version next = Engines.version(engine, wanted);
    if (Engines.versions().indexOf(next) < Engines.versions().indexOf(now)) {
      throw AwsError.invalidCombination(
          "Cannot upgrade " + engine + " from " + now.version() + " to " + next.version());
    }
    if (!next.sameMajor(now) && !call.form().flag("AllowMajorVersionUpgrade")) {
      throw AwsError.invalidCombination(
          "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
    }
    return next.version();
  }
}
