package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * New clusters. An Aurora cluster gets its instances one by one afterwards, the first of which
 * writes; a Multi-AZ DB cluster has a writer and two readers from the beginning.
 */
final class ClusterCreating {
  private static final long MADE = 120;
  private static final List<String> ENGINES =
      List.of("aurora-mysql", "aurora-postgresql", "mysql", "postgres");

  private ClusterCreating() {}

  static Outcome cluster(Call call, Region region) {
    Form form = call.form();
    String identifier =
        Requirements.identifier(form.required("DBClusterIdentifier"), "DBClusterIdentifier", 63);
    if (region.clusters().find(identifier).isPresent()) {
      throw AwsError.refused("DBClusterAlreadyExistsFault", "DB Cluster already exists");
    }
    if (region.clusters().all().size() >= call.quotas().instances()) {
      throw AwsError.forbidden(
          "DBClusterQuotaExceededFault",
          "Cannot create more than " + call.quotas().instances() + " DB clusters");
    }
    Cluster cluster =
        new Cluster(
            call.scope(),
            NewCluster.resourceId(call.seed()),
            attributes(call, region, identifier),
            List.of(),
            List.of());
    List<Instance> members = cluster.aurora() ? List.of() : members(call, region, cluster);
    var phase = List.of(new Phase(call.now(), call.in(MADE), "creating"));
    Cluster next =
        (members.isEmpty()
                ? cluster
                : cluster.with(Cluster.WRITER, members.getFirst().resourceId()))
            .planned(phase, List.of());
    return Outcome.of(
        next,
        members.stream().map(member -> member.planned(phase, List.of())).toList(),
        call,
        List.of(Event.of(cluster, call.in(MADE), "creation", "DB cluster created")));
  }

  private static Map<String, Object> attributes(Call call, Region region, String identifier) {
    Form form = call.form();
    String engine = form.required("Engine");
    if (!ENGINES.contains(engine)) {
      throw AwsError.invalidValue("Invalid DB engine: " + engine);
    }
    boolean aurora = engine.startsWith("aurora");
    Engines.Version version =
        Engines.version(engine, form.text("EngineVersion", Engines.newest(engine).version()));
    int storage = aurora ? 1 : form.number("AllocatedStorage", 0);
    var attributes = NewCluster.base(call.scope(), identifier, version, storage);
    form.required("MasterUserPassword");
    attributes.put("MasterUsername", form.required("MasterUsername"));
    attributes.put(
        "BackupRetentionPeriod",
        ClusterModificationChecks.retention(form.number("BackupRetentionPeriod", 1)));
    for (String flag : List.of("CopyTagsToSnapshot", "DeletionProtection", "StorageEncrypted")) {
      attributes.put(flag, form.flag(flag));
    }
    for (String optional :
        List.of(
            "PreferredBackupWindow", "PreferredMaintenanceWindow", "DatabaseName", "EngineMode")) {
      String given = form.text(optional);
      if (given != null) {
        attributes.put(optional, given);
      }
    }
    if (!aurora) {
      multiAz(form, engine, attributes);
    }
    String group = form.text("DBClusterParameterGroupName");
    if (group != null) {
      attributes.put(
          "DBClusterParameterGroup",
          ClusterModificationChecks.group(region, version, group).name());
    }
    ClusterModificationChecks.windows(attributes, attributes);
    return Tags.put(attributes, Tags.given(form, "Tags"), call);
  }

  private static void multiAz(Form form, String engine, Map<String, Object> attributes) {
    String instanceClass = form.required("DBClusterInstanceClass");
    Engines.requireOrderable(engine, instanceClass);
    attributes.put("DBClusterInstanceClass", instanceClass);
    attributes.put("StorageType", form.text("StorageType", "io1"));
    attributes.put("Iops", form.number("Iops", 1_000));
    if (form.number("AllocatedStorage", 0) < 100) {
      throw AwsError.invalidValue(
          "Invalid storage size for a Multi-AZ DB cluster. AllocatedStorage must be at least 100.");
    }
  }

  private static List<Instance> members(Call call, Region region, Cluster cluster) {
    var members = new ArrayList<Instance>();
    for (int i = 1; i <= 3; i++) {
      String name = cluster.identifier() + "-instance-" + i;
      if (region.find(name).isPresent()) {
        throw AwsError.refused("DBInstanceAlreadyExists", "DB instance already exists: " + name);
      }
      var attributes =
          NewInstance.base(
              call.scope(),
              name,
              Engines.version(cluster.engine(), cluster.text("EngineVersion")),
              cluster.text("DBClusterInstanceClass"),
              cluster.number("AllocatedStorage"),
              false);
      attributes.put("DBClusterIdentifier", cluster.identifier());
      attributes.put("AvailabilityZone", call.scope().region() + "abc".charAt(i - 1));
      attributes.putAll(inherited(cluster));
      members.add(
          new Instance(
              call.scope(),
              NewInstance.resourceId(call.seed() + i),
              attributes,
              List.of(),
              List.of()));
    }
    return members;
  }

  /** What a member shows of its cluster. */
  static Map<String, Object> inherited(Cluster cluster) {
    return Map.of(
        "BackupRetentionPeriod", cluster.number("BackupRetentionPeriod"),
        "PreferredBackupWindow", cluster.text("PreferredBackupWindow"),
        "MasterUsername", cluster.text("MasterUsername"),
        "StorageEncrypted", cluster.flag("StorageEncrypted"),
        "EngineVersion", cluster.text("EngineVersion"));
  }

  static Outcome group(Call call, Region region) {
    String name =
        Requirements.identifier(
            call.form().required("DBClusterParameterGroupName"),
            "DBClusterParameterGroupName",
            255);
    String family = call.form().required("DBParameterGroupFamily");
    String description = call.form().required("Description");
    if (region.clusters().findGroup(name).isPresent()) {
      throw AwsError.refused(
          "DBParameterGroupAlreadyExists", "Parameter group " + name + " already exists");
    }
    if (!Engines.clusterFamilies().contains(family)) {
      throw AwsError.invalidValue(
          "ParameterGroupFamily " + family + " is not a valid parameter group family");
    }
    var group =
        new ParameterGroup(
            call.scope(), name, family, description, Tags.given(call.form(), "Tags"), true);
    return Outcome.of(
        "DBClusterParameterGroup",
        group.shown(),
        new Outcome.Target(group.arn(), ""),
        List.of(group),
        List.of());
  }
}
