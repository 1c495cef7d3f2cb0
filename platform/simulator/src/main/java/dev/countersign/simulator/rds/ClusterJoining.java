package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instance that is created as a member of an Aurora cluster. */
final class ClusterJoining {
  /** What a member gets from its cluster, and how RDS calls it where somebody sets it. */
  private static final Map<String, String> OF_THE_CLUSTER =
      Map.of(
          "AllocatedStorage", "storage size",
          "BackupRetentionPeriod", "backup retention period",
          "PreferredBackupWindow", "backup window",
          "MasterUsername", "master user name",
          "MasterUserPassword", "master user password",
          "DBName", "database name");

  private ClusterJoining() {}

  /** The cluster that a call for a new instance names, when an instance may join it. */
  static Optional<Cluster> cluster(Call call, Region region, String engine) {
    Form form = call.form();
    String name = form.text("DBClusterIdentifier");
    if (name == null) {
      if (engine.startsWith("aurora")) {
        throw AwsError.invalidCombination(
            "The engine " + engine + " requires DBClusterIdentifier.");
      }
      return Optional.empty();
    }
    Cluster cluster = region.clusters().named(name);
    if (!cluster.aurora() || !cluster.engine().equals(engine)) {
      throw AwsError.invalidCombination(
          "The engine name requested for your DB instance ("
              + engine
              + ") doesn't match the engine name of your DB cluster ("
              + cluster.engine()
              + ").");
    }
    OF_THE_CLUSTER.forEach((parameter, called) -> {
      if (form.text(parameter) != null) {
        throw AwsError.invalidCombination(
            "The requested DB Instance will be a member of a DB Cluster. Set "
                + called
                + " for the DB Cluster.");
      }
    });
    ClusterMembers.status(cluster, call.now(), List.of("available", "backing-up"));
    return Optional.of(cluster);
  }

  static Map<String, Object> attributes(Call call, Region region, Cluster cluster) {
    int tier = call.form().number("PromotionTier", 1);
    checkTier(tier, true);
    int others = region.members(cluster).size();
    var attributes = new LinkedHashMap<String, Object>(ClusterCreating.inherited(cluster));
    attributes.put("DBClusterIdentifier", cluster.identifier());
    attributes.put("PromotionTier", tier);
    attributes.put("StorageType", "aurora");
    attributes.put(
        "AvailabilityZone",
        call.form().text("AvailabilityZone", call.scope().region() + "abc".charAt(others % 3)));
    return attributes;
  }

  static void checkTier(int tier, boolean member) {
    if (!member) {
      throw AwsError.invalidCombination("PromotionTier is for members of a DB cluster only.");
    }
    if (tier < 0 || tier > 15) {
      throw AwsError.invalidValue(
          "Invalid promotion tier: " + tier + ". Must be between 0 and 15.");
    }
  }

  /** The first one writes. */
  static Outcome joined(Region region, Cluster cluster, Instance member) {
    return ClusterMembers.writer(cluster, region.members(cluster)).isPresent()
        ? Outcome.nothing()
        : Outcome.intervention(
            List.of(cluster.with(Cluster.WRITER, member.resourceId())), List.of());
  }
}
