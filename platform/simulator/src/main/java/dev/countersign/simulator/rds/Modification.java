package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ModifyDBInstance asks for, checked, without what is so already.
 *
 * @param light applied at once whatever ApplyImmediately says
 * @param heavy waits in PendingModifiedValues unless ApplyImmediately is true
 * @param takenBack what waits there and is asked to stay as it is: it waits no longer
 */
record Modification(Map<String, Object> light, Map<String, Object> heavy, Set<String> takenBack) {
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
          Map.entry("PromotionTier", "PromotionTier"),
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
          "MonitoringInterval",
          "PromotionTier");
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
    var takenBack = new HashSet<String>();
    boolean anything = false;
    for (String name : form.values().keySet()) {
      if (CONTROL.contains(name) || form.text(name) == null) {
        continue;
      }
      anything = true;
      if (LIGHT.containsKey(name)) {
        put(light, instance, LIGHT.get(name), value(form, name));
      } else if (HEAVY.containsKey(name)) {
        if (!put(heavy, instance, HEAVY.get(name), value(form, name))) {
          takenBack.add(String.valueOf(HEAVY.get(name)));
        }
      } else {
        throw AwsError.invalidValue("This simulator does not change " + name + " of an instance.");
      }
    }
    if (!anything) {
      throw AwsError.invalidCombination("No modifications were requested");
    }
    ModificationChecks.check(call, region, instance, light, heavy);
    return new Modification(light, heavy, takenBack);
  }

  boolean empty() {
    return light.isEmpty() && heavy.isEmpty();
  }

  /** False when it is so already. */
  private static boolean put(
      Map<String, Object> values, Instance instance, @Nullable String attribute, Object value) {
    boolean different = attribute != null && !value.equals(instance.attributes().get(attribute));
    if (attribute != null && different) {
      values.put(attribute, value);
    }
    return different;
  }

  private static Object value(Form form, String name) {
    if (NUMBERS.contains(name)) {
      return form.number(name, 0);
    }
    return FLAGS.contains(name) ? (Object) form.flag(name) : form.required(name);
  }

  static List<Object> groups(String name, String status) {
    return List.of(Map.of("DBParameterGroupName", name, "ParameterApplyStatus", status));
  }
}
