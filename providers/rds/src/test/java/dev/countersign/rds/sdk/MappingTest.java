package dev.countersign.rds.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.provider.Place;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Tag;

/** Each field of what RDS answers, absent or odd: nothing breaks, and the others are kept. */
class MappingTest {
  private static final Place PLACE = new Place("111122223333", "eu-central-1");
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final Set<String> NAMES_IT = Set.of("DbiResourceId", "DBInstanceIdentifier");

  @Test
  void anInstanceWithoutOneFieldIsReadUnlessThatFieldNamesIt() {
    for (var field : DBInstance.builder().sdkFields()) {
      var lacking = instance();
      field.set(lacking, null);
      var db = lacking.build();
      assertEquals(
          !NAMES_IT.contains(field.memberName()),
          Mapping.instance(PLACE, db, NOW).isPresent(),
          field::memberName);
      Mapping.details(db);
    }
    assertTrue(Mapping.instance(PLACE, DBInstance.builder().build(), NOW).isEmpty());
  }

  @Test
  void namesThatNameNothingAreNoNames() {
    for (var odd : List.of("", " ", "db:1")) {
      assertTrue(Mapping.instance(PLACE, instance().dbiResourceId(odd).build(), NOW).isEmpty());
    }
    assertTrue(
        Mapping.instance(PLACE, instance().dbInstanceIdentifier(" ").build(), NOW).isEmpty());
  }

  @Test
  void listsWithHolesAreReadWithoutThem() {
    var db =
        instance()
            .tagList(Tag.builder().build(), null, Tag.builder().key("Env").build())
            .dbParameterGroups(
                DBParameterGroupStatus.builder().build(),
                null,
                DBParameterGroupStatus.builder().dbParameterGroupName("tuned").build())
            .readReplicaDBInstanceIdentifiers(Arrays.asList(null, "copy-1"))
            .readReplicaDBClusterIdentifiers(Arrays.asList(null, "copy-cluster"))
            .pendingModifiedValues(PendingModifiedValues.builder().build())
            .build();
    var instance = Mapping.instance(PLACE, db, NOW).orElseThrow();
    assertEquals(List.of("tuned"), instance.parameterGroups());
    assertEquals("", instance.tags().get("Env"));
    assertEquals(List.of("copy-1", "copy-cluster"), instance.topology().replicas());
    Mapping.details(db);
  }

  @Test
  void aReplicaOfAClusterIsAReplica() {
    var db = instance().readReplicaSourceDBClusterIdentifier("main-cluster").build();
    assertEquals(
        "main-cluster", Mapping.instance(PLACE, db, NOW).orElseThrow().topology().replicaOf());
  }

  @Test
  void aSnapshotWithoutOneFieldIsReadUnlessThatFieldNamesIt() {
    for (var field : DBSnapshot.builder().sdkFields()) {
      var lacking =
          DBSnapshot.builder()
              .dbSnapshotIdentifier("s1")
              .status("available")
              .percentProgress(100)
              .dbiResourceId("db-ABC")
              .snapshotCreateTime(NOW)
              .tagList(Tag.builder().key("a").value("b").build());
      field.set(lacking, null);
      assertEquals(
          !field.memberName().equals("DBSnapshotIdentifier"),
          Mapping.snapshot(lacking.build()).isPresent(),
          field::memberName);
    }
  }

  @Test
  void anEventWithoutOneFieldProvesNothingOrIsRead() {
    for (var field : Event.builder().sdkFields()) {
      var lacking =
          Event.builder()
              .sourceIdentifier("dev-1")
              .date(NOW)
              .message("restarted")
              .eventCategories(Arrays.asList("availability", null));
      field.set(lacking, null);
      assertEquals(
          !Set.of("SourceIdentifier", "Date").contains(field.memberName()),
          Mapping.event(lacking.build()).isPresent(),
          field::memberName);
    }
  }

  @Test
  void aRecordThatCannotBeReadIsKeptApartWithItsName() {
    var records = new UnreadableRecords();
    var answer =
        Arrays.asList(
            instance().build(),
            instance().dbiResourceId(null).dbInstanceIdentifier("broken-1").build(),
            DBInstance.builder().build());
    var listing = records.sorted(PLACE, answer, NOW);
    assertEquals(1, listing.seen().size());
    assertEquals(Set.of("broken-1", ""), listing.unreadable());
    assertTrue(listing.mayHold("anything"));
  }

  private static DBInstance.Builder instance() {
    var builder =
        DBInstance.builder()
            .dbiResourceId("db-ABC")
            .dbInstanceIdentifier("dev-1")
            .dbInstanceArn("arn")
            .engine("postgres")
            .dbInstanceStatus("available")
            .allocatedStorage(20);
    assertTrue(builder instanceof SdkPojo);
    return builder;
  }
}
