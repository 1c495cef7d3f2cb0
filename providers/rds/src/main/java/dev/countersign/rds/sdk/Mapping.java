package dev.countersign.rds.sdk;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Instance.Storage;
import dev.countersign.contracts.resource.Instance.Topology;
import dev.countersign.contracts.resource.Instance.Windows;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.Place;
import dev.countersign.rds.looks.Describes.SourcedEvent;
import dev.countersign.rds.operations.InstanceSight.Details;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import dev.countersign.rds.operations.InstanceSight.SnapshotSight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * From the SDK's models to ours. RDS leaves fields out where they do not apply, and sometimes where
 * they do: without what names a record it is empty here, and nothing else of one may be missed.
 */
final class Mapping {
  /** Empty where RDS does not say which instance it is. */
  static Optional<Instance> instance(Place place, DBInstance db, Instant seenAt) {
    var resourceId = or(db.dbiResourceId());
    var identifier = or(db.dbInstanceIdentifier());
    return resourceId.isBlank() || resourceId.indexOf(':') >= 0 || identifier.isBlank()
        ? Optional.empty()
        : Optional.of(
            instance(
                Instance.keyOf(place.account(), place.region(), resourceId),
                identifier,
                db,
                seenAt));
  }

  private static Instance instance(
      ResourceKey key, String identifier, DBInstance db, Instant seenAt) {
    return new Instance(
        key,
        identifier,
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
        texts(
            known(db.dbParameterGroups()).stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)),
        tags(db.tagList()),
        pending(db.pendingModifiedValues()),
        seenAt);
  }

  static Details details(DBInstance db) {
    var groups = new HashMap<String, String>();
    known(db.dbParameterGroups())
        .forEach(group ->
            groups.put(or(group.dbParameterGroupName()), or(group.parameterApplyStatus())));
    return new Details(
        db.storageThroughput(),
        groups,
        blankToNull(db.availabilityZone()),
        Boolean.TRUE.equals(db.copyTagsToSnapshot()));
  }

  /** Empty where RDS does not say which snapshot it is. */
  static Optional<SnapshotSight> snapshot(DBSnapshot snapshot) {
    var id = or(snapshot.dbSnapshotIdentifier());
    return id.isBlank() ? Optional.empty() : Optional.of(snapshot(id, snapshot));
  }

  private static SnapshotSight snapshot(String id, DBSnapshot snapshot) {
    return new SnapshotSight(
        id,
        or(snapshot.dbSnapshotArn()),
        or(snapshot.status()),
        snapshot.percentProgress() == null ? 0 : snapshot.percentProgress(),
        or(snapshot.dbiResourceId()),
        snapshot.snapshotCreateTime(),
        tags(snapshot.tagList()));
  }

  /** Empty where RDS does not say when it was, or what it is about: it proves nothing then. */
  static Optional<SourcedEvent> event(Event event) {
    var about = or(event.sourceIdentifier());
    return event.date() == null || about.isBlank()
        ? Optional.empty()
        : Optional.of(
            new SourcedEvent(
                about,
                new EventSight(
                    event.date(), or(event.message()), texts(event.eventCategories().stream()))));
  }

  private static Topology topology(DBInstance db) {
    var replicaOf = blankToNull(db.readReplicaSourceDBInstanceIdentifier());
    return new Topology(
        Boolean.TRUE.equals(db.multiAZ()),
        Boolean.TRUE.equals(db.deletionProtection()),
        blankToNull(db.dbClusterIdentifier()),
        // An instance can replicate a cluster, and a cluster an instance.
        replicaOf == null ? blankToNull(db.readReplicaSourceDBClusterIdentifier()) : replicaOf,
        texts(
            Stream.concat(
                db.readReplicaDBInstanceIdentifiers().stream(),
                db.readReplicaDBClusterIdentifiers().stream())));
  }

  static Map<String, String> tags(List<Tag> list) {
    var tags = new HashMap<String, String>();
    known(list).forEach(tag -> tags.put(or(tag.key()), or(tag.value())));
    return tags;
  }

  /** Whatever is set, by RDS's own names: a kind of change that we do not know is still shown. */
  static Map<String, String> pending(@Nullable SdkPojo values) {
    if (values == null) {
      return Map.of();
    }
    var pending = new HashMap<String, String>();
    for (var field : values.sdkFields()) {
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

  static <T> List<T> known(List<T> list) {
    return list.stream().filter(Objects::nonNull).toList();
  }

  static List<String> texts(Stream<String> texts) {
    return texts.filter(text -> text != null && !text.isBlank()).toList();
  }

  static String or(@Nullable String value) {
    return value == null ? "" : value;
  }

  static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private Mapping() {}
}
