package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

class OperationsTest extends CloudTest {

  private static String codeOf(Executable call) {
    return assertThrows(RdsException.class, call).awsErrorDetails().errorCode();
  }

  @Test
  void aSnapshotBacksTheInstanceUpAndBecomesAvailable() {
    var rds = cloud.rds();
    var begun =
        rds.createDBSnapshot(r ->
                r.dbInstanceIdentifier("dev-postgres-01")
                    .dbSnapshotIdentifier("Before-Release")
                    .tags(Tag.builder().key("why").value("release <1> & more").build()))
            .dbSnapshot();
    assertEquals("before-release", begun.dbSnapshotIdentifier());
    assertEquals("creating", begun.status());
    assertEquals("backing-up", Cloud.status(rds, "dev-postgres-01"));
    cloud.pass();
    assertTrue(
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("before-release"))
            .dbSnapshots()
            .getFirst()
            .status()
            .equals("available"));
    var done =
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("before-release"))
            .dbSnapshots()
            .getFirst();
    assertEquals(100, done.percentProgress());
    assertTrue(
        done.tagList().contains(Tag.builder().key("why").value("release <1> & more").build()));
    assertEquals("available", Cloud.status(rds, "dev-postgres-01"));
    assertTrue(
        Cloud.messages(rds, "dev-postgres-01")
            .containsAll(List.of("Backing up DB instance", "Finished DB Instance backup")));
    assertThrows(
        DbSnapshotAlreadyExistsException.class,
        () ->
            rds.createDBSnapshot(r ->
                r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("before-release")));
    rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("before-release"));
    assertEquals(0, rds.describeDBSnapshots(r -> r.snapshotType("manual")).dbSnapshots().size());
  }

  @Test
  void snapshotsAreRefusedByNameStateQuotaAndMembership() {
    cloud.post("/_admin/quotas", "{\"manual_snapshots\": 1}");
    var rds = cloud.rds();
    for (String wrong : List.of("1st", "two--hyphens", "ends-", "under_score")) {
      assertEquals(
          "InvalidParameterValue",
          codeOf(() ->
              rds.createDBSnapshot(
                  r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier(wrong))));
    }
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("sandbox-mysql-01").dbSnapshotIdentifier("s0"))));
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("s1"));
    assertThrows(
        SnapshotQuotaExceededException.class,
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("dev-oracle-01").dbSnapshotIdentifier("s2")));
    var elsewhere = cloud.rds(Cloud.STRANGER, Region.US_EAST_1);
    assertEquals(
        "InvalidParameterValue",
        codeOf(() ->
            elsewhere.createDBSnapshot(r ->
                r.dbInstanceIdentifier("dev-aurora-01-instance-1").dbSnapshotIdentifier("s3"))));
  }

  @Test
  void aRebootLeavesARestartEventAfterTheCall() {
    var rds = cloud.rds();
    Instant before = Instant.now();
    assertEquals(
        "rebooting",
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01"))
            .dbInstance()
            .dbInstanceStatus());
    assertThrows(
        InvalidDbInstanceStateException.class,
        () -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01")));
    cloud.pass();
    assertTrue(Cloud.status(rds, "test-mysql-01").equals("available"));
    var restart =
        rds
            .describeEvents(r ->
                r.sourceIdentifier("test-mysql-01").sourceType("db-instance").startTime(before))
            .events()
            .stream()
            .filter(event -> event.message().equals("DB instance restarted"))
            .findFirst()
            .orElseThrow();
    assertFalse(restart.date().isBefore(before));
    assertEquals(List.of("availability"), restart.eventCategories());
  }

  @Test
  void aFailoverChangesTheZoneAndNeedsTwo() {
    var rds = cloud.rds();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("test-mysql-01").forceFailover(true));
    cloud.pass();
    assertTrue(Cloud.instance(rds, "test-mysql-01").availabilityZone().equals("eu-central-1b"));
    assertTrue(
        Cloud.messages(rds, "test-mysql-01").contains("Multi-AZ instance failover completed"));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.rebootDBInstance(
                r -> r.dbInstanceIdentifier("dev-postgres-01").forceFailover(true))));
  }

  @Test
  void aBackupWindowAnswersAvailableAndLandsLater() {
    var rds = cloud.rds();
    var answer =
        rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("dev-postgres-01").preferredBackupWindow("03:00-04:00"))
            .dbInstance();
    assertEquals("available", answer.dbInstanceStatus());
    assertEquals("02:00-02:30", answer.preferredBackupWindow());
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Cloud.status(rds, "dev-postgres-01").equals("modifying"));
    cloud.pass();
    assertTrue(
        Cloud.instance(rds, "dev-postgres-01").preferredBackupWindow().equals("03:00-04:00"));
    assertEquals("available", Cloud.status(rds, "dev-postgres-01"));
  }

  @Test
  void whatDoesNotApplyImmediatelyStaysPendingUntilSomethingAppliesIt() {
    var rds = cloud.rds();
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbInstanceClass("db.t4g.large"));
    assertEquals(
        "db.t4g.large",
        Cloud.instance(rds, "dev-postgres-01").pendingModifiedValues().dbInstanceClass());
    assertEquals("db.t4g.medium", Cloud.instance(rds, "dev-postgres-01").dbInstanceClass());
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").allocatedStorage(60).applyImmediately(true));
    cloud.pass();
    assertTrue(Cloud.instance(rds, "dev-postgres-01").dbInstanceClass().equals("db.t4g.large"));
    var changed = Cloud.instance(rds, "dev-postgres-01");
    assertEquals(60, changed.allocatedStorage());
    assertEquals(null, changed.pendingModifiedValues().dbInstanceClass());
  }

  @Test
  void storageDoesNotShrinkAndRestsBetweenChanges() {
    var rds = cloud.rds();
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("dev-postgres-01")
                    .allocatedStorage(40)
                    .applyImmediately(true))));
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").allocatedStorage(55).applyImmediately(true));
    cloud.pass();
    assertTrue(
        Cloud.instance(rds, "dev-postgres-01").allocatedStorage() == 55
            && Cloud.status(rds, "dev-postgres-01").equals("available"));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("dev-postgres-01")
                    .allocatedStorage(100)
                    .applyImmediately(true))));
  }

  @Test
  void afterStorageGrewTheInstanceOptimizesAndTakesSnapshotsMeanwhile() {
    cloud.pace(100);
    var rds = cloud.rds();
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").allocatedStorage(60).applyImmediately(true));
    await().until(() -> Cloud.status(rds, "dev-postgres-01").equals("storage-optimization"));
    assertEquals(60, Cloud.instance(rds, "dev-postgres-01").allocatedStorage());
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("dev-postgres-01")
                    .allocatedStorage(90)
                    .applyImmediately(true))));
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("meanwhile"));
  }

  @Test
  void aFullInstanceIsRepairedByMoreStorage() {
    var rds = cloud.rds();
    assertEquals("storage-full", Cloud.status(rds, "poc-mariadb-01"));
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("poc-mariadb-01").allocatedStorage(40).applyImmediately(true));
    cloud.pass();
    assertTrue(Cloud.status(rds, "poc-mariadb-01").equals("available"));
  }

  @Test
  void modificationsThatRdsRefusesAreRefused() {
    var rds = cloud.rds();
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.modifyDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("dev-oracle-01").dbInstanceClass("db.t4g.large"))));
    assertEquals(
        "InvalidParameterValue",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("dev-oracle-01").dbInstanceClass("db.huge"))));
    assertEquals(
        "InvalidParameterValue",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("dev-oracle-01").preferredBackupWindow("25:00-04:00"))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("dev-postgres-01").maxAllocatedStorage(52))));
    assertEquals(
        "DBParameterGroupNotFound",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("dev-postgres-01").dbParameterGroupName("none"))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("test-mysql-01").dbParameterGroupName("postgres16-tuned"))));
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("sandbox-mysql-01").deletionProtection(true))));
    assertEquals(0, cloud.effects().size());
  }

  @Test
  void autoscalingGoesOnAndOff() {
    var rds = cloud.rds();
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01").maxAllocatedStorage(200));
    cloud.pass();
    assertTrue(
        Integer.valueOf(200).equals(Cloud.instance(rds, "dev-postgres-01").maxAllocatedStorage()));
    cloud.pass();
    assertTrue(Cloud.status(rds, "dev-postgres-01").equals("available"));
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01").maxAllocatedStorage(50));
    cloud.pass();
    assertTrue(Cloud.instance(rds, "dev-postgres-01").maxAllocatedStorage() == null);
  }

  @Test
  void aParameterGroupWaitsForAReboot() {
    var rds = cloud.rds();
    rds.createDBParameterGroup(r ->
        r.dbParameterGroupName("tuned17")
            .dbParameterGroupFamily("postgres17")
            .description("tuned"));
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbParameterGroupName("tuned17"));
    cloud.pass();
    assertTrue(apply(rds).equals("tuned17 pending-reboot"));
    cloud.pass();
    assertTrue(Cloud.status(rds, "dev-postgres-01").equals("available"));
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    cloud.pass();
    assertTrue(apply(rds).equals("tuned17 in-sync"));
  }

  private static String apply(RdsClient rds) {
    var group = Cloud.instance(rds, "dev-postgres-01").dbParameterGroups().getFirst();
    return group.dbParameterGroupName() + " " + group.parameterApplyStatus();
  }

  @Test
  void aStoppedInstanceStartsAgain() {
    var rds = cloud.rds();
    assertEquals(
        "stopping",
        rds.stopDBInstance(
                r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("at-stop"))
            .dbInstance()
            .dbInstanceStatus());
    cloud.pass();
    assertTrue(Cloud.status(rds, "dev-postgres-01").equals("stopped"));
    assertEquals(
        "available",
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("at-stop"))
            .dbSnapshots()
            .getFirst()
            .status());
    assertTrue(
        Cloud.instance(rds, "dev-postgres-01").automaticRestartTime().isAfter(Instant.now()));
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() -> rds.stopDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"))));
    rds.startDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    cloud.pass();
    assertTrue(Cloud.status(rds, "dev-postgres-01").equals("available"));
    assertTrue(
        Cloud.messages(rds, "dev-postgres-01")
            .containsAll(List.of("DB instance stopped", "DB instance started")));
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"))));
  }

  @Test
  void afterSevenDaysAStoppedInstanceStartsByItself() {
    var rds = cloud.rds();
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    cloud.pass();
    assertEquals("stopped", Cloud.status(rds, "dev-postgres-01"));
    // A week is a second and a half now.
    cloud.pace(400_000);
    await()
        .until(() ->
            Cloud.messages(rds, "dev-postgres-01")
                .contains(
                    "DB instance is being started due to it exceeding the maximum allowed time being stopped."));
    await().until(() -> Cloud.status(rds, "dev-postgres-01").equals("available"));
  }

  @Test
  void replicasMirrorsAndMembersAreNotStopped() {
    var rds = cloud.rds();
    for (String one :
        List.of("staging-postgres-01", "staging-postgres-01-replica", "qa-sqlserver-01")) {
      assertEquals(
          "InvalidParameterCombination",
          codeOf(() -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(one))));
    }
    var elsewhere = cloud.rds(Cloud.STRANGER, Region.US_EAST_1);
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            elsewhere.stopDBInstance(r -> r.dbInstanceIdentifier("dev-aurora-01-instance-1"))));
  }

  @Test
  void aRenameKeepsTheResourceId() {
    var rds = cloud.rds();
    String resourceId = Cloud.instance(rds, "dev-postgres-01").dbiResourceId();
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("dev-postgres-01")
            .newDBInstanceIdentifier("dev-postgres-09")
            .applyImmediately(true));
    cloud.pass();
    await()
        .ignoreExceptions()
        .until(() -> Cloud.instance(rds, "dev-postgres-09").dbiResourceId().equals(resourceId));
    assertEquals("DBInstanceNotFound", codeOf(() -> Cloud.instance(rds, "dev-postgres-01")));
  }

  @Test
  void anInstanceIsMadeAndDeletedWithItsLastSnapshot() {
    var rds = cloud.rds();
    rds.createDBInstance(r ->
        r.dbInstanceIdentifier("mine")
            .engine("mysql")
            .dbInstanceClass("db.t4g.micro")
            .allocatedStorage(20)
            .masterUsername("me")
            .masterUserPassword("secret-word")
            .tags(Tag.builder().key("Stage").value("dev").build()));
    assertEquals("creating", Cloud.status(rds, "mine"));
    cloud.pass();
    assertTrue(Cloud.status(rds, "mine").equals("available"));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("mine"))));
    rds.deleteDBInstance(
        r -> r.dbInstanceIdentifier("mine").finalDBSnapshotIdentifier("mine-last"));
    cloud.pass();
    assertTrue(
        rds.describeDBInstances().dbInstances().stream()
            .noneMatch(one -> one.dbInstanceIdentifier().equals("mine")));
    assertEquals(
        "available",
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("mine-last"))
            .dbSnapshots()
            .getFirst()
            .status());
    assertFalse(cloud.get("/_admin/effects").contains("secret-word"));
  }

  @Test
  void tagsAreAddedListedAndRemoved() {
    var rds = cloud.rds();
    String arn = Cloud.instance(rds, "dev-postgres-01").dbInstanceArn();
    rds.addTagsToResource(
        r -> r.resourceName(arn).tags(Tag.builder().key("Environment").value("test").build()));
    assertTrue(
        rds.listTagsForResource(r -> r.resourceName(arn))
            .tagList()
            .contains(Tag.builder().key("Environment").value("test").build()));
    rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("Environment", "Team"));
    assertEquals(List.of(), rds.listTagsForResource(r -> r.resourceName(arn)).tagList());
  }

  @Test
  void atSpeedZeroEverythingIsThereAtOnce() {
    cloud.pace(0);
    var rds = cloud.rds();
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("now"));
    assertEquals(
        "available",
        rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("now"))
            .dbSnapshots()
            .getFirst()
            .status());
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    assertTrue(Cloud.messages(rds, "dev-postgres-01").contains("DB instance restarted"));
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    assertEquals("stopped", Cloud.status(rds, "dev-postgres-01"));
    rds.startDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").preferredBackupWindow("03:00-04:00"));
    assertEquals("03:00-04:00", Cloud.instance(rds, "dev-postgres-01").preferredBackupWindow());
  }

  @Test
  void aFasterPaceShortensWhatIsUnderWay() {
    var rds = cloud.rds();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    assertEquals("rebooting", Cloud.status(rds, "dev-postgres-01"));
    cloud.pace(0);
    assertEquals("available", Cloud.status(rds, "dev-postgres-01"));
    assertTrue(Cloud.messages(rds, "dev-postgres-01").contains("DB instance restarted"));
  }
}
