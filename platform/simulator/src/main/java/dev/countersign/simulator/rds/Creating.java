package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** New instances and new parameter groups. */
final class Creating {
  private static final long MADE = 180;
  private static final long BACKED_UP = 240;

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
    Optional<Cluster> cluster = ClusterJoining.cluster(call, region, form.required("Engine"));
    Map<String, Object> attributes = attributes(call, region, identifier, cluster);
    var instance =
        new Instance(
            call.scope(), NewInstance.resourceId(call.seed()), attributes, List.of(), List.of());
    Instance next =
        instance.planned(
            List.of(
                new Phase(call.now(), call.in(MADE), "creating"),
                new Phase(call.in(MADE), call.in(BACKED_UP), "backing-up")),
            List.of(
                ScheduledChange.of(
                    call.in(MADE), Map.of("InstanceCreateTime", Times.shown(call.in(MADE)))),
                ScheduledChange.of(
                    call.in(BACKED_UP),
                    Map.of("LatestRestorableTime", Times.shown(call.in(BACKED_UP))))));
    Outcome joined =
        cluster.map(one -> ClusterJoining.joined(region, one, next)).orElse(Outcome.nothing());
    return Outcome.of(
            next,
            call,
            List.of(
                Event.of(instance, call.in(MADE), "creation", "DB instance created"),
                Event.of(instance, call.in(MADE), "backup", "Backing up DB instance"),
                Event.of(instance, call.in(BACKED_UP), "backup", "Finished DB Instance backup")))
        .and(joined);
  }

  private static Map<String, Object> attributes(
      Call call, Region region, String identifier, Optional<Cluster> cluster) {
    Form form = call.form();
    String engine = form.required("Engine");
    String instanceClass = form.required("DBInstanceClass");
    Engines.requireOrderable(engine, instanceClass);
    Engines.Version version =
        Engines.version(engine, form.text("EngineVersion", Engines.newest(engine).version()));
    int storage = cluster.isEmpty() ? form.number("AllocatedStorage", 0) : 1;
    boolean multi = form.flag("MultiAZ");
    var attributes =
        NewInstance.base(call.scope(), identifier, version, instanceClass, storage, multi);
    attributes.put("MasterUsername", form.text("MasterUsername", "admin"));
    attributes.put("StorageType", form.text("StorageType", "gp3"));
    attributes.put("BackupRetentionPeriod", form.number("BackupRetentionPeriod", 1));
    attributes.put("CopyTagsToSnapshot", form.flag("CopyTagsToSnapshot"));
    attributes.put("DeletionProtection", form.flag("DeletionProtection"));
    attributes.put("PubliclyAccessible", form.flag("PubliclyAccessible"));
    attributes.put("StorageEncrypted", form.flag("StorageEncrypted"));
    for (String optional :
        List.of("DBName", "PreferredBackupWindow", "PreferredMaintenanceWindow")) {
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
    if (cluster.isEmpty()) {
      Storage.checkNew(attributes);
    } else {
      attributes.putAll(ClusterJoining.attributes(call, region, cluster.get()));
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
    return Tags.put(attributes, Tags.given(form, "Tags"), call);
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
    if (!Engines.families().contains(family)) {
      throw AwsError.invalidValue(
          "ParameterGroupFamily " + family + " is not a valid parameter group family");
    }
    var group =
        new ParameterGroup(
            call.scope(), name, family, description, Tags.given(call.form(), "Tags"), false);
    return Outcome.of(
        "DBParameterGroup",
        group.shown(),
        new Outcome.Target(group.arn(), ""),
        List.of(group),
        List.of());
  }
}
