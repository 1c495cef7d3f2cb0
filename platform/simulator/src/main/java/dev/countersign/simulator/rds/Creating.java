package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** New instances and new parameter groups. */
public final class Creating {
  private static final long MADE = 180;
  private static final long BACKED_UP = 240;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Creating() {}

  static Outcome instance(Call call, Region region) {
    Form form = call.form();
    String identifier =
        Requirements.identifier(form.required("DBInstanceIdentifier"), "DBInstanceIdentifier", 63);
    if (region.find(identifier).isPresent()) {
      throw AwsError.refused("DBInstanceAlreadyExists", "DB instance already exists");
    }
    if (region.instances().size() >= call.quotas().instances()) {
      throw AwsError.refused(
          "InstanceQuotaExceeded",
          "Cannot create more than " + call.quotas().instances() + " instances");
    }
    Map<String, Object> attributes = attributes(call, region, identifier);
    var instance =
        new Instance(call.scope(), resourceId(call.seed()), attributes, List.of(), List.of());
    Instance next =
        instance.planned(
            List.of(
                new Phase(call.now(), call.in(MADE), "creating"),
                new Phase(call.in(MADE), call.in(BACKED_UP), "backing-up")),
            List.of(
                Change.of(call.in(MADE), Map.of("InstanceCreateTime", Times.shown(call.in(MADE)))),
                Change.of(
                    call.in(BACKED_UP),
                    Map.of("LatestRestorableTime", Times.shown(call.in(BACKED_UP))))));
    return Outcome.of(
        next,
        call,
        List.of(
            Event.of(instance, call.in(MADE), "creation", "DB instance created"),
            Event.of(instance, call.in(MADE), "backup", "Backing up DB instance"),
            Event.of(instance, call.in(BACKED_UP), "backup", "Finished DB Instance backup")));
  }

  private static Map<String, Object> attributes(Call call, Region region, String identifier) {
    Form form = call.form();
    String engine = form.required("Engine");
    String instanceClass = form.required("DBInstanceClass");
    Engines.requireOrderable(engine, instanceClass);
    Engines.Version version =
        Engines.version(engine, form.text("EngineVersion", Engines.newest(engine).version()));
    String cluster = form.text("DBClusterIdentifier");
    if (engine.startsWith("aurora") && cluster == null) {
      throw AwsError.invalidCombination("The engine " + engine + " requires DBClusterIdentifier.");
    }
    int storage = cluster == null ? form.number("AllocatedStorage", 0) : 1;
    if (cluster == null && storage < 5) {
      throw AwsError.invalidCombination(
          "Invalid storage size for engine name " + engine + " and storage type gp3: " + storage);
    }
    boolean multi = form.flag("MultiAZ");
    var attributes = base(call.scope(), identifier, version, instanceClass, storage, multi);
    attributes.put("MasterUsername", form.text("MasterUsername", "admin"));
    attributes.put("StorageType", form.text("StorageType", "gp3"));
    attributes.put("BackupRetentionPeriod", form.number("BackupRetentionPeriod", 1));
    attributes.put("CopyTagsToSnapshot", form.flag("CopyTagsToSnapshot"));
    attributes.put("DeletionProtection", form.flag("DeletionProtection"));
    attributes.put("PubliclyAccessible", form.flag("PubliclyAccessible"));
    attributes.put("StorageEncrypted", form.flag("StorageEncrypted"));
    attributes.put("TagList", Tags.given(form, "Tags"));
    for (String optional :
        List.of(
            "DBName",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "DBClusterIdentifier")) {
      String given = form.text(optional);
      if (given != null) {
        attributes.put(optional, given);
      }
    }
    for (String optional : List.of("Iops", "StorageThroughput", "MaxAllocatedStorage")) {
      Integer given = form.number(optional);
      if (given != null) {
        attributes.put(optional, given);
      }
    }
    String group = form.text("DBParameterGroupName");
    if (group != null) {
      attributes.put(
          "DBParameterGroups", Modification.groups(region.group(group).name(), "in-sync"));
    }
    Windows.checkBackup(
        String.valueOf(attributes.get("PreferredBackupWindow")),
        String.valueOf(attributes.get("PreferredMaintenanceWindow")));
    Windows.checkMaintenance(
        String.valueOf(attributes.get("PreferredMaintenanceWindow")),
        String.valueOf(attributes.get("PreferredBackupWindow")));
    return attributes;
  }

  /** What every instance has, in the values that RDS gives by itself. */
  public static Map<String, Object> base(
      Scope scope,
      String identifier,
      Engines.Version version,
      String instanceClass,
      int storage,
      boolean multi) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBInstanceIdentifier", identifier);
    attributes.put("DBInstanceClass", instanceClass);
    attributes.put("Engine", version.engine());
    attributes.put("EngineVersion", version.version());
    attributes.put("LicenseModel", version.license());
    attributes.put("MasterUsername", "admin");
    attributes.put("AllocatedStorage", storage);
    attributes.put("StorageType", "gp3");
    attributes.put("StorageEncrypted", true);
    attributes.put("Endpoint", endpoint(scope, identifier, version.port()));
    attributes.put("_port", version.port());
    attributes.put("PreferredBackupWindow", "02:00-02:30");
    attributes.put("PreferredMaintenanceWindow", "sun:04:30-sun:05:00");
    attributes.put("BackupRetentionPeriod", 7);
    attributes.put("MultiAZ", multi);
    attributes.put("AvailabilityZone", scope.region() + "a");
    if (multi) {
      attributes.put("SecondaryAvailabilityZone", scope.region() + "b");
    }
    attributes.put("AutoMinorVersionUpgrade", true);
    attributes.put("PubliclyAccessible", false);
    attributes.put("CopyTagsToSnapshot", true);
    attributes.put("DeletionProtection", false);
    attributes.put("IAMDatabaseAuthenticationEnabled", false);
    attributes.put("PerformanceInsightsEnabled", false);
    attributes.put("MonitoringInterval", 0);
    attributes.put("DbInstancePort", 0);
    attributes.put("CACertificateIdentifier", "rds-ca-rsa2048-g1");
    attributes.put("NetworkType", "IPV4");
    attributes.put("BackupTarget", "region");
    attributes.put(
        "DBParameterGroups", Modification.groups("default." + version.family(), "in-sync"));
    attributes.put("OptionGroupMemberships", List.of());
    attributes.put("DBSecurityGroups", List.of());
    attributes.put(
        "VpcSecurityGroups",
        List.of(Map.of("VpcSecurityGroupId", "sg-0a1b2c3d4e5f60718", "Status", "active")));
    attributes.put("ReadReplicaDBInstanceIdentifiers", List.of());
    attributes.put(Instance.PENDING, Map.of());
    attributes.put("TagList", List.of());
    attributes.put(Instance.RESTING, "available");
    return attributes;
  }

  static Map<String, Object> endpoint(Scope scope, String identifier, int port) {
    return Map.of(
        "Address",
        identifier
            + ".c"
            + Math.floorMod(scope.account().hashCode(), 1_000_000)
            + "."
            + scope.region()
            + ".rds.amazonaws.com",
        "Port",
        port,
        "HostedZoneId",
        "Z1RLNUO7B9Q6NB");
  }

  static Outcome group(Call call, Region region) {
    String name =
        Requirements.identifier(
            call.form().required("DBParameterGroupName"), "DBParameterGroupName", 255);
    String family = call.form().required("DBParameterGroupFamily");
    String description = call.form().required("Description");
    if (region.groups().stream().anyMatch(group -> group.name().equals(name))) {
      throw AwsError.refused(
          "DBParameterGroupAlreadyExists", "Parameter group " + name + " already exists");
    }
    if (Engines.versions().stream().noneMatch(version -> version.family().equals(family))) {
      throw AwsError.invalidValue(
          "ParameterGroupFamily " + family + " is not a valid parameter group family");
    }
    var group =
        new ParameterGroup(
            call.scope(), name, family, description, Tags.given(call.form(), "Tags"));
    return Outcome.of(
        "DBParameterGroup",
        group.shown(),
        new Outcome.Target(group.arn(), ""),
        List.of(group),
        List.of());
  }

  /**
   * A resource id in RDS's form, made of the seed alone, so that the same seed makes the same
   * fleet.
   */
  public static String resourceId(String seed) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      var id = new StringBuilder("db-");
      for (int i = 0; i < 26; i++) {
        id.append(LETTERS.charAt(hash[i] & 31));
      }
      return id.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
