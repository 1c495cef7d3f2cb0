package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

class ClusterModifyingTest extends ClusterCase {

  private DBCluster modify(Consumer<ModifyDbClusterRequest.Builder> asked) {
    return rds.modifyDBCluster(
            r -> {
              r.dbClusterIdentifier(DEV);
              asked.accept(r);
            })
        .dbCluster();
  }

  @Test
  void windowsAnswerAvailableAndLandLaterOnTheMembersToo() {
    var answer =
        modify(r ->
            r.preferredBackupWindow("03:00-04:00")
                .preferredMaintenanceWindow("Mon:06:00-Mon:07:00"));
    assertEquals("available", answer.status());
    assertEquals("02:00-02:30", answer.preferredBackupWindow());
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster(DEV).status().equals("modifying"));
    assertEquals(
        "InvalidDBClusterStateFault", codeOf(() -> modify(r -> r.deletionProtection(true))));
    cloud.pass();
    assertEquals("03:00-04:00", cluster(DEV).preferredBackupWindow());
    assertEquals("mon:06:00-mon:07:00", cluster(DEV).preferredMaintenanceWindow());
    assertEquals("03:00-04:00", Cloud.instance(rds, TWO).preferredBackupWindow());
    assertEquals("available", cluster(DEV).status());
  }

  @Test
  void theRetentionWaitsForTheWindowUnlessItIsAppliedAtOnce() {
    modify(r -> r.backupRetentionPeriod(20));
    cloud.pass();
    assertEquals(7, cluster(DEV).backupRetentionPeriod());
    assertEquals(20, cluster(DEV).pendingModifiedValues().backupRetentionPeriod());
    modify(r -> r.backupRetentionPeriod(7));
    assertNull(cluster(DEV).pendingModifiedValues());
    modify(r -> r.backupRetentionPeriod(35).applyImmediately(true));
    cloud.pass();
    assertEquals(35, cluster(DEV).backupRetentionPeriod());
    assertEquals(35, Cloud.instance(rds, ONE).backupRetentionPeriod());
    assertNull(cluster(DEV).pendingModifiedValues());
  }

  @Test
  void deletionProtectionIsSetAndTakenAwayAtOnce() {
    modify(r -> r.deletionProtection(true));
    cloud.pass();
    assertTrue(cluster(DEV).deletionProtection());
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(DEV).skipFinalSnapshot(true))));
    modify(r -> r.deletionProtection(false));
    cloud.pass();
    assertEquals(false, cluster(DEV).deletionProtection());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals("InvalidParameterValue", codeOf(() -> modify(r -> r.backupRetentionPeriod(0))));
    assertEquals("InvalidParameterValue", codeOf(() -> modify(r -> r.backupRetentionPeriod(36))));
    assertEquals(
        "InvalidParameterValue", codeOf(() -> modify(r -> r.preferredBackupWindow("03:00-03:20"))));
    assertEquals(
        "InvalidParameterValue",
        codeOf(() -> modify(r -> r.preferredMaintenanceWindow("sun:02:00-sun:03:00"))));
    assertEquals(
        "InvalidParameterCombination", codeOf(() -> modify(r -> r.applyImmediately(true))));
    assertEquals("InvalidParameterValue", codeOf(() -> modify(r -> r.enableHttpEndpoint(true))));
    assertEquals(
        "DBClusterParameterGroupNotFound",
        codeOf(() -> modify(r -> r.dbClusterParameterGroupName("nobody"))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> modify(r -> r.dbClusterParameterGroupName("default.aurora-mysql8.0"))));
    assertEquals(0, cloud.effects().size());
  }

  @Test
  void aParameterGroupReachesEachMemberWithItsReboot() {
    rds.createDBClusterParameterGroup(r ->
        r.dbClusterParameterGroupName("tuned")
            .dbParameterGroupFamily("aurora-postgresql16")
            .description("tuned"));
    modify(r -> r.dbClusterParameterGroupName("tuned"));
    cloud.pass();
    assertEquals("tuned", cluster(DEV).dbClusterParameterGroup());
    assertEquals(List.of("pending-reboot", "pending-reboot", "pending-reboot"), groups());
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier(ONE));
    assertEquals(List.of("rebooting", "available", "available"), statuses());
    cloud.pass();
    assertEquals(List.of("in-sync", "pending-reboot", "pending-reboot"), groups());
    assertEquals(ONE, writer(DEV));
  }

  private List<String> groups() {
    return cluster(DEV).dbClusterMembers().stream()
        .map(DBClusterMember::dbClusterParameterGroupStatus)
        .toList();
  }

  @Test
  void anUpgradeIsOfTheClusterAndItsMembers() {
    change(DEV, "\"attributes\": {\"EngineVersion\": \"16.6\"}");
    modify(r -> r.engineVersion("16.8").applyImmediately(true));
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster(DEV).status().equals("upgrading"));
    cloud.pass();
    assertEquals("16.8", cluster(DEV).engineVersion());
    assertEquals("16.8", Cloud.instance(rds, TWO).engineVersion());
  }

  @Test
  void aRenamedClusterKeepsItsMembersAndItsResourceId() {
    String id = cluster(DEV).dbClusterResourceId();
    modify(r -> r.newDBClusterIdentifier("Renamed").applyImmediately(true));
    cloud.pass();
    assertEquals(id, cluster("renamed").dbClusterResourceId());
    assertEquals(ONE, writer("renamed"));
    assertEquals("renamed", Cloud.instance(rds, THREE).dbClusterIdentifier());
    assertEquals("DBClusterNotFoundFault", codeOf(() -> cluster(DEV)));
  }

  @Test
  void aModificationThatFailsKeepsTheOldValue() {
    cloud.fault(
        "{\"kind\": \"accepted_then_fails\", \"match\": {\"action\": \"ModifyDBCluster\"}}");
    modify(r -> r.preferredBackupWindow("03:00-04:00"));
    cloud.pass();
    assertEquals("02:00-02:30", cluster(DEV).preferredBackupWindow());
    assertTrue(told("db-cluster", DEV).getFirst().startsWith("failure: Unable to"));
  }

  @ParameterizedTest
  @CsvSource({
    "PreferredBackupWindow",
    "BackupRetentionPeriod",
    "AllocatedStorage",
    "MaxAllocatedStorage",
    "StorageType",
    "DeletionProtection",
    "EngineVersion",
    "MasterUserPassword"
  })
  void whatBelongsToTheClusterIsRefusedForAMember(String name) {
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.modifyDBInstance(r -> set(r.dbInstanceIdentifier(TWO), name))));
  }

  private static void set(ModifyDbInstanceRequest.Builder asked, String name) {
    switch (name) {
      case "PreferredBackupWindow" -> asked.preferredBackupWindow("03:00-04:00");
      case "BackupRetentionPeriod" -> asked.backupRetentionPeriod(9);
      case "AllocatedStorage" -> asked.allocatedStorage(100);
      case "MaxAllocatedStorage" -> asked.maxAllocatedStorage(100);
      case "StorageType" -> asked.storageType("gp3");
      case "DeletionProtection" -> asked.deletionProtection(true);
      case "EngineVersion" -> asked.engineVersion("16.6");
      case "MasterUserPassword" -> asked.masterUserPassword("not-a-secret");
      default -> throw new IllegalArgumentException(name);
    }
  }

  @Test
  void aMemberHasItsOwnClassAndItsOwnMaintenanceWindow() {
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier(TWO)
            .dbInstanceClass("db.r6g.xlarge")
            .preferredMaintenanceWindow("tue:06:00-tue:07:00")
            .applyImmediately(true));
    cloud.pass();
    assertEquals("db.r6g.xlarge", Cloud.instance(rds, TWO).dbInstanceClass());
    assertEquals("tue:06:00-tue:07:00", Cloud.instance(rds, TWO).preferredMaintenanceWindow());
    assertEquals("sun:04:30-sun:05:00", cluster(DEV).preferredMaintenanceWindow());
  }
}
