package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

class DescribingTest extends CloudTest {

  @Test
  void eachAccountAndRegionShowsItsOwnInstances() {
    var production = cloud.rds(Cloud.PRODUCTION).describeDBInstances().dbInstances();
    var elsewhere = cloud.rds(Cloud.STRANGER, Region.US_EAST_1).describeDBInstances().dbInstances();
    assertTrue(
        production.stream().anyMatch(one -> one.dbInstanceIdentifier().equals("database-1")));
    assertTrue(
        elsewhere.stream().noneMatch(one -> one.dbInstanceIdentifier().equals("database-1")));
    assertEquals(
        List.of(), cloud.rds(Cloud.STRANGER, Region.EU_WEST_1).describeDBInstances().dbInstances());
  }

  @Test
  void anInstanceIsReadWhole() {
    DBInstance instance = Cloud.instance(cloud.rds(), "test-mysql-01");
    assertEquals("available", instance.dbInstanceStatus());
    assertEquals(
        "arn:aws:rds:eu-central-1:111122223333:db:test-mysql-01", instance.dbInstanceArn());
    assertEquals(29, instance.dbiResourceId().length());
    assertEquals(3306, instance.endpoint().port());
    assertTrue(instance.multiAZ());
    assertEquals(
        "default.mysql8.4", instance.dbParameterGroups().getFirst().dbParameterGroupName());
    assertTrue(instance.tagList().contains(Tag.builder().key("Env").value("test").build()));
    assertTrue(instance.instanceCreateTime().isBefore(instance.latestRestorableTime()));
  }

  @Test
  void pagesRepeatNothingAndLeaveOutNothing() {
    cloud.post("/_admin/quotas", "{\"instances\": 100}");
    var rds = cloud.rds(Cloud.STRANGER, Region.EU_WEST_1);
    for (int i = 0; i < 45; i++) {
      String id = "page-" + i;
      rds.createDBInstance(r ->
          r.dbInstanceIdentifier(id)
              .engine("postgres")
              .dbInstanceClass("db.t4g.micro")
              .allocatedStorage(20));
    }
    var pages = rds.describeDBInstancesPaginator(r -> r.maxRecords(20)).stream().toList();
    assertEquals(
        List.of(20, 20, 5), pages.stream().map(page -> page.dbInstances().size()).toList());
    assertEquals(
        45,
        pages.stream()
            .flatMap(page -> page.dbInstances().stream())
            .map(DBInstance::dbiResourceId)
            .distinct()
            .count());
    assertNull(pages.getLast().marker());
  }

  @Test
  void aPageSizeThatRdsDoesNotTakeIsRefused() {
    var rds = cloud.rds();
    var refusal =
        assertThrows(RdsException.class, () -> rds.describeDBInstances(r -> r.maxRecords(5)));
    assertEquals("InvalidParameterValue", refusal.awsErrorDetails().errorCode());
  }

  @Test
  void filtersNarrowTheList() {
    var rds = cloud.rds();
    String resourceId = Cloud.instance(rds, "dev-postgres-01").dbiResourceId();
    var found =
        rds.describeDBInstances(
                r -> r.filters(f -> f.name("dbi-resource-id").values(resourceId, "db-NONE")))
            .dbInstances();
    assertEquals(
        List.of("dev-postgres-01"), found.stream().map(DBInstance::dbInstanceIdentifier).toList());
    assertEquals(
        1,
        rds.describeDBInstances(r -> r.filters(f -> f.name("engine").values("sqlserver-se")))
            .dbInstances()
            .size());
    assertThrows(
        RdsException.class,
        () -> rds.describeDBInstances(r -> r.filters(f -> f.name("colour").values("red"))));
  }

  @Test
  void whatIsNotThereIsATypedError() {
    var rds = cloud.rds();
    var missing =
        assertThrows(DbInstanceNotFoundException.class, () -> Cloud.instance(rds, "nobody"));
    assertEquals(404, missing.statusCode());
    assertEquals("DBInstanceNotFound", missing.awsErrorDetails().errorCode());
    assertTrue(missing.requestId().matches("[0-9a-f-]{36}"));
    assertThrows(
        DbSnapshotNotFoundException.class,
        () -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("none")));
    assertThrows(
        DbSnapshotNotFoundException.class,
        () -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("none")));
  }

  @Test
  void snapshotsAreFoundByInstanceResourceAndType() {
    var rds = cloud.rds();
    String resourceId = Cloud.instance(rds, "dev-postgres-01").dbiResourceId();
    assertEquals(
        1,
        rds.describeDBSnapshots(r -> r.dbInstanceIdentifier("dev-postgres-01"))
            .dbSnapshots()
            .size());
    assertEquals(
        1,
        rds.describeDBSnapshots(r -> r.dbiResourceId(resourceId).snapshotType("automated"))
            .dbSnapshots()
            .size());
    assertEquals(0, rds.describeDBSnapshots(r -> r.snapshotType("manual")).dbSnapshots().size());
  }

  @Test
  void theCatalogueTellsVersionsAndClasses() {
    var rds = cloud.rds();
    var versions =
        rds.describeDBEngineVersions(r -> r.engine("postgres").engineVersion("16.9"))
            .dbEngineVersions();
    assertEquals("postgres16", versions.getFirst().dbParameterGroupFamily());
    assertTrue(
        versions.getFirst().validUpgradeTarget().stream()
            .anyMatch(target -> target.isMajorVersionUpgrade()));
    var options =
        rds.describeOrderableDBInstanceOptions(
            r -> r.engine("oracle-se2").engineVersion("19.0.0.0.ru-2025-07.rur-2025-07.r1"));
    assertTrue(
        options.orderableDBInstanceOptions().stream()
            .noneMatch(one -> one.dbInstanceClass().startsWith("db.t4g")));
    assertEquals(3, options.orderableDBInstanceOptions().getFirst().availabilityZones().size());
    assertTrue(
        rds.describeDBParameterGroups().dbParameterGroups().stream()
            .anyMatch(group -> group.dbParameterGroupName().equals("postgres16-tuned")));
  }

  @Test
  void waitingMaintenanceIsShownAndApplied() {
    var rds = cloud.rds(Cloud.PRODUCTION);
    var waiting = rds.describePendingMaintenanceActions().pendingMaintenanceActions().getFirst();
    assertTrue(waiting.resourceIdentifier().endsWith(":db:database-1"));
    rds.applyPendingMaintenanceAction(r ->
        r.resourceIdentifier(waiting.resourceIdentifier())
            .applyAction("system-update")
            .optInType("immediate"));
    cloud.pass();
    assertTrue(rds.describePendingMaintenanceActions().pendingMaintenanceActions().isEmpty());
  }
}
