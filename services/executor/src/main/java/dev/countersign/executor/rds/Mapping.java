package dev.countersign.executor.rds;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.Instance.Storage;
import dev.countersign.contracts.instance.Instance.Topology;
import dev.countersign.contracts.instance.Instance.Windows;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.operations.Sight.Details;
import dev.countersign.executor.operations.Sight.EventSight;
import dev.countersign.executor.operations.Sight.SnapshotSight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Tag;

/** From the SDK's models to ours. RDS leaves fields out where they do not apply. */
final class Mapping {
  static Instance instance(Place place, DBInstance db, Instant seenAt) {
    return new Instance(
        new InstanceKey(place.account(), place.region(), db.dbiResourceId()),
        db.dbInstanceIdentifier(),
        or(db.dbInstanceArn()),
        or(db.engine()),
        or(db.engineVersion()),
        or(db.dbInstanceClass()),
        or(db.dbInstanceStatus()),
        new Storage(
            or(db.storageType()),
            db.allocatedStorage() == null ? 0 : db.allocatedStorage(),
            db.maxAllocatedStorage(),
            db.iops()),
        new Windows(
            or(db.preferredBackupWindow()),
            or(db.preferredMaintenanceWindow()),
            db.backupRetentionPeriod() == null ? 0 : db.backupRetentionPeriod()),
        topology(db),
        db.dbParameterGroups().stream().map(DBParameterGroupStatus::dbParameterGroupName).toList(),
        tags(db.tagList()),
        pending(db.pendingModifiedValues()),
        seenAt);
  }

  static Details details(DBInstance db) {
    var groups = new HashMap<String, String>();
    db.dbParameterGroups()
        .forEach(group ->
            groups.put(or(group.dbParameterGroupName()), or(group.parameterApplyStatus())));
    return new Details(db.storageThroughput(), groups);
  }

  static SnapshotSight snapshot(DBSnapshot snapshot) {
    return new SnapshotSight(
        snapshot.dbSnapshotIdentifier(),
        or(snapshot.dbSnapshotArn()),
        or(snapshot.status()),
        snapshot.percentProgress() == null ? 0 : snapshot.percentProgress(),
        or(snapshot.dbiResourceId()),
        snapshot.snapshotCreateTime(),
        tags(snapshot.tagList()));
  }

  static EventSight event(Event event) {
    return new EventSight(event.date(), or(event.message()), event.eventCategories());
  }

  private static Topology topology(DBInstance db) {
    return new Topology(
        Boolean.TRUE.equals(db.multiAZ()),
        Boolean.TRUE.equals(db.deletionProtection()),
        blankToNull(db.dbClusterIdentifier()),
        blankToNull(db.readReplicaSourceDBInstanceIdentifier()),
        db.readReplicaDBInstanceIdentifiers());
  }

  private static Map<String, String> tags(List<Tag> list) {
    var tags = new HashMap<String, String>();
    list.forEach(tag -> tags.put(or(tag.key()), or(tag.value())));
    return tags;
  }

  /** Whatever is set, by RDS's own names: a kind of change that we do not know is still shown. */
  private static Map<String, String> pending(@Nullable PendingModifiedValues values) {
    if (values == null) {
      return Map.of();
    }
    var pending = new HashMap<String, String>();
    for (var field : ((SdkPojo) values).sdkFields()) {
      var value = field.getValueOrDefault(values);
      if (value != null
          && !value.toString().isEmpty()
          && !"[]".equals(value.toString())
          && !value.getClass().getSimpleName().startsWith("DefaultSdkAuto")) {
        pending.put(field.memberName(), value.toString());
      }
    }
    return pending;
  }

  private static String or(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private Mapping() {}
}
