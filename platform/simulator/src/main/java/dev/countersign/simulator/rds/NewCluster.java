package dev.countersign.simulator.rds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What RDS gives a cluster by itself: its defaults, its endpoints, its resource id. */
public final class NewCluster {
  private NewCluster() {}

  /** What every cluster has, in the values that RDS gives by itself. */
  public static Map<String, Object> base(
      Scope scope, String identifier, Engines.Version version, int storage) {
    String region = scope.region();
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBClusterIdentifier", identifier);
    attributes.put("Engine", version.engine());
    attributes.put("EngineVersion", version.version());
    attributes.put("EngineMode", "provisioned");
    attributes.put("_license", version.license());
    attributes.put("MasterUsername", "admin");
    attributes.put("AllocatedStorage", storage);
    attributes.put("StorageEncrypted", true);
    attributes.put("AvailabilityZones", List.of(region + "a", region + "b", region + "c"));
    attributes.put("Endpoint", address(scope, identifier, "cluster-"));
    attributes.put("ReaderEndpoint", address(scope, identifier, "cluster-ro-"));
    attributes.put("Port", version.port());
    attributes.put("HostedZoneId", "Z1RLNUO7B9Q6NB");
    attributes.put("DBSubnetGroup", "default");
    attributes.put("DBClusterParameterGroup", "default." + version.family());
    attributes.put("PreferredBackupWindow", "02:00-02:30");
    attributes.put("PreferredMaintenanceWindow", "sun:04:30-sun:05:00");
    attributes.put("BackupRetentionPeriod", 1);
    attributes.put("AutoMinorVersionUpgrade", true);
    attributes.put("CopyTagsToSnapshot", false);
    attributes.put("CrossAccountClone", false);
    attributes.put("DeletionProtection", false);
    attributes.put("HttpEndpointEnabled", false);
    attributes.put("IAMDatabaseAuthenticationEnabled", false);
    attributes.put("ActivityStreamStatus", "stopped");
    attributes.put("NetworkType", "IPV4");
    attributes.put(
        "VpcSecurityGroups",
        List.of(Map.of("VpcSecurityGroupId", "sg-0a1b2c3d4e5f60718", "Status", "active")));
    attributes.put("ReadReplicaIdentifiers", List.of());
    attributes.put("AssociatedRoles", List.of());
    attributes.put("DomainMemberships", List.of());
    attributes.put(Cluster.PENDING, Map.of());
    attributes.put("TagList", List.of());
    attributes.put(Cluster.RESTING, "available");
    return attributes;
  }

  static String address(Scope scope, String identifier, String kind) {
    return identifier + "." + kind + NewInstance.suffix(scope);
  }

  /** A resource id in RDS's form, made of the seed alone. */
  public static String resourceId(String seed) {
    return NewInstance.resourceId("cluster-", seed);
  }
}
