package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a ModifyDBCluster asks for, checked, without what is so already.
 *
 * @param light applied at once whatever ApplyImmediately says
 * @param heavy waits in PendingModifiedValues unless ApplyImmediately is true
 * @param takenBack what waits there and is asked to stay as it is: it waits no longer
 */
record ClusterModification(
    Map<String, Object> light, Map<String, Object> heavy, Set<String> takenBack) {
  private static final Set<String> CONTROL =
      Set.of(
          "Action",
          "Version",
          "DBClusterIdentifier",
          "ApplyImmediately",
          "AllowMajorVersionUpgrade");

  /** Parameters and the attributes that they set. */
  private static final Map<String, String> LIGHT =
      Map.of(
          "PreferredBackupWindow", "PreferredBackupWindow",
          "PreferredMaintenanceWindow", "PreferredMaintenanceWindow",
          "DeletionProtection", "DeletionProtection",
          "CopyTagsToSnapshot", "CopyTagsToSnapshot",
          "AutoMinorVersionUpgrade", "AutoMinorVersionUpgrade",
          "DBClusterParameterGroupName", "DBClusterParameterGroup",
          "MasterUserPassword", "_password");

  private static final Map<String, String> HEAVY =
      Map.of(
          "BackupRetentionPeriod", "BackupRetentionPeriod",
          "EngineVersion", "EngineVersion",
          "EnableIAMDatabaseAuthentication", "IAMDatabaseAuthenticationEnabled",
          "NewDBClusterIdentifier", "DBClusterIdentifier");

  private static final Set<String> FLAGS =
      Set.of(
          "DeletionProtection",
          "CopyTagsToSnapshot",
          "AutoMinorVersionUpgrade",
          "EnableIAMDatabaseAuthentication");

  static ClusterModification read(Call call, Region region, Cluster cluster) {
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
      String attribute = LIGHT.getOrDefault(name, HEAVY.get(name));
      if (attribute == null) {
        throw AwsError.invalidValue("This simulator does not change " + name + " of a cluster.");
      }
      Object value = value(form, name);
      if (!value.equals(cluster.attributes().get(attribute))) {
        (LIGHT.containsKey(name) ? light : heavy).put(attribute, value);
      } else if (HEAVY.containsKey(name)) {
        takenBack.add(attribute);
      }
    }
    if (!anything) {
      throw AwsError.invalidCombination("No modifications were requested");
    }
    check(call, region, cluster, light, heavy);
    return new ClusterModification(light, heavy, takenBack);
  }

  private static Object value(Form form, String name) {
    if (name.equals("BackupRetentionPeriod")) {
      return ClusterModificationChecks.retention(form.number(name, 0));
    }
    return FLAGS.contains(name) ? (Object) form.flag(name) : form.required(name);
  }

  private static void check(
      Call call,
      Region region,
      Cluster cluster,
      Map<String, Object> light,
      Map<String, Object> heavy) {
    ClusterModificationChecks.windows(light, cluster.attributes());
    Engines.Version version = Engines.version(cluster.engine(), cluster.text("EngineVersion"));
    if (light.get("DBClusterParameterGroup") instanceof String group) {
      light.put(
          "DBClusterParameterGroup",
          ClusterModificationChecks.group(region, version, group).name());
    }
    if (heavy.get("EngineVersion") instanceof String wanted) {
      heavy.put(
          "EngineVersion",
          ModificationChecks.upgrade(call, cluster.engine(), version.version(), wanted));
    }
    if (heavy.get("DBClusterIdentifier") instanceof String given) {
      String name = Requirements.identifier(given, "NewDBClusterIdentifier", 63);
      if (region.clusters().find(name).isPresent()) {
        throw AwsError.refused("DBClusterAlreadyExistsFault", "DB Cluster already exists");
      }
      heavy.put("DBClusterIdentifier", name);
    }
  }
}
