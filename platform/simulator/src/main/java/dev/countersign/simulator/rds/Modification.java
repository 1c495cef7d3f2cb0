package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a ModifyDBInstance asks for, checked, without what is so already.
 *
 * @param light applied at once whatever ApplyImmediately says
 * @param heavy waits in PendingModifiedValues unless ApplyImmediately is true
 */
record Modification(Map<String, Object> light, Map<String, Object> heavy) {
  private static final Set<String> CONTROL =
      Set.of(
          "Action",
          "Version",
          "DBInstanceIdentifier",
          "ApplyImmediately",
          "AllowMajorVersionUpgrade",
          "CertificateRotationRestart");

  /** Parameters and the attributes that they set. */
  private static final Map<String, String> LIGHT =
      Map.ofEntries(
          Map.entry("PreferredBackupWindow", "PreferredBackupWindow"),
          Map.entry("PreferredMaintenanceWindow", "PreferredMaintenanceWindow"),
          Map.entry("MaxAllocatedStorage", "MaxAllocatedStorage"),
          Map.entry("DeletionProtection", "DeletionProtection"),
          Map.entry("CopyTagsToSnapshot", "CopyTagsToSnapshot"),
          Map.entry("AutoMinorVersionUpgrade", "AutoMinorVersionUpgrade"),
          Map.entry("PubliclyAccessible", "PubliclyAccessible"),
          Map.entry("MonitoringInterval", "MonitoringInterval"),
          Map.entry("EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled"),
          Map.entry("DBParameterGroupName", "DBParameterGroups"),
          Map.entry("MasterUserPassword", "_password"));

  private static final Map<String, String> HEAVY =
      Map.ofEntries(
          Map.entry("AllocatedStorage", "AllocatedStorage"),
          Map.entry("StorageType", "StorageType"),
          Map.entry("Iops", "Iops"),
          Map.entry("StorageThroughput", "StorageThroughput"),
          Map.entry("DBInstanceClass", "DBInstanceClass"),
          Map.entry("MultiAZ", "MultiAZ"),
          Map.entry("EngineVersion", "EngineVersion"),
          Map.entry("BackupRetentionPeriod", "BackupRetentionPeriod"),
          Map.entry("CACertificateIdentifier", "CACertificateIdentifier"),
          Map.entry("NewDBInstanceIdentifier", "DBInstanceIdentifier"));

  private static final Set<String> NUMBERS =
      Set.of(
          "AllocatedStorage",
          "Iops",
          "StorageThroughput",
          "BackupRetentionPeriod",
          "MaxAllocatedStorage",
          "MonitoringInterval");
  private static final Set<String> FLAGS =
      Set.of(
          "MultiAZ",
          "DeletionProtection",
          "CopyTagsToSnapshot",
          "AutoMinorVersionUpgrade",
          "PubliclyAccessible",
          "EnableIAMDatabaseAuthentication");

  static Modification read(Call call, Region region, Instance instance) {
    Form form = call.form();
    var light = new LinkedHashMap<String, Object>();
    var heavy = new LinkedHashMap<String, Object>();
    boolean anything = false;
    for (String name : form.values().keySet()) {
      if (CONTROL.contains(name) || form.text(name) == null) {
        continue;
      }
      anything = true;
      if (LIGHT.containsKey(name)) {
        put(light, instance, LIGHT.get(name), value(form, name));
      } else if (HEAVY.containsKey(name)) {
        put(heavy, instance, HEAVY.get(name), value(form, name));
      } else {
        throw AwsError.invalidValue("This simulator does not change " + name + " of an instance.");
      }
    }
    if (!anything) {
      throw AwsError.invalidCombination("No modifications were requested");
    }
    check(call, region, instance, light, heavy);
    return new Modification(light, heavy);
  }

  boolean empty() {
    return light.isEmpty() && heavy.isEmpty();
  }

  private static void put(
      Map<String, Object> values,
      Instance instance,
      @org.jspecify.annotations.Nullable String attribute,
      Object value) {
    if (attribute != null && !value.equals(instance.attributes().get(attribute))) {
      values.put(attribute, value);
    }
  }

  private static Object value(Form form, String name) {
    if (NUMBERS.contains(name)) {
      return form.number(name, 0);
    }
    return FLAGS.contains(name) ? (Object) form.flag(name) : form.required(name);
  }

  private static void check(
      Call call,
      Region region,
      Instance instance,
      Map<String, Object> light,
      Map<String, Object> heavy) {
    if (instance.auroraMember()) {
      for (String clusters :
          List.of(
              "PreferredBackupWindow",
              "BackupRetentionPeriod",
              "AllocatedStorage",
              "MaxAllocatedStorage")) {
        if (light.containsKey(clusters) || heavy.containsKey(clusters)) {
          throw AwsError.invalidCombination(
              "The requested DB Instance will be a member of a DB Cluster and its "
                  + clusters
                  + " is managed by the DB Cluster. Modify it through the ModifyDBCluster API instead.");
        }
      }
    }
    windows(instance, light);
    if (light.get("MaxAllocatedStorage") instanceof Integer largest) {
      Storage.checkAutoscaling(instance, largest);
    }
    if (light.remove("DBParameterGroups") instanceof String name) {
      group(region, instance, name, light);
    }
    if (Storage.touched(heavy)) {
      Storage.check(call, instance, heavy);
    }
    if (heavy.get("DBInstanceClass") instanceof String wanted) {
      Engines.requireOrderable(instance.engine(), wanted);
    }
    if (heavy.get("BackupRetentionPeriod") instanceof Integer days && (days < 0 || days > 35)) {
      throw AwsError.invalidValue(
          "Invalid backup retention period: " + days + ". Must be between 0 and 35.");
    }
    if (heavy.get("EngineVersion") instanceof String version) {
      heavy.put("EngineVersion", upgrade(call, instance, version));
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
      light.put("PreferredMaintenanceWindow", maintenanceWindow.toLowerCase(java.util.Locale.ROOT));
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
      light.put("DBParameterGroups", groups(group.name(), "pending-reboot"));
    }
  }

  static List<Object> groups(String name, String status) {
    return List.of(Map.of("DBParameterGroupName", name, "ParameterApplyStatus", status));
  }

  private static String upgrade(Call call, Instance instance, String version) {
    Engines.Version now = Engines.version(instance.engine(), instance.text("EngineVersion"));
    Engines.Version next = Engines.version(instance.engine(), version);
    if (Engines.versions().indexOf(next) < Engines.versions().indexOf(now)) {
      throw AwsError.invalidCombination(
          "Cannot upgrade "
              + instance.engine()
              + " from "
              + now.version()
              + " to "
              + next.version());
    }
    if (!next.sameMajor(now) && !call.form().flag("AllowMajorVersionUpgrade")) {
      throw AwsError.invalidCombination(
          "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
    }
    return next.version();
  }
}
