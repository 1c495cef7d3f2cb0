package dev.countersign.simulator.rds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What RDS gives an instance by itself: its defaults, its endpoint, its resource id. */
public final class NewInstance {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private NewInstance() {}

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
        identifier + ".c" + suffix(scope),
        "Port",
        port,
        "HostedZoneId",
        "Z1RLNUO7B9Q6NB");
  }

  /** What the names of all hosts of an account in a region end in. */
  static String suffix(Scope scope) {
    return Math.floorMod(scope.account().hashCode(), 1_000_000)
        + "."
        + scope.region()
        + ".rds."
        + scope.domain();
  }

  /**
   * A resource id in RDS's form, made of the seed alone, so that the same seed makes the same
   * fleet.
   */
  public static String resourceId(String seed) {
    return resourceId("db-", seed);
  }

  static String resourceId(String kind, String seed) {
    var id = new StringBuilder(kind);
    for (byte one : Arrays.copyOf(digest(seed), 26)) {
      id.append(LETTERS.charAt(one & 31));
    }
    return id.toString();
  }

  private static byte[] digest(String seed) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
