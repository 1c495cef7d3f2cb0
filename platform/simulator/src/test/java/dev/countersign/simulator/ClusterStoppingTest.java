package dev.countersign.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterStoppingTest extends ClusterCase {

  private void stopCluster() {
    rds.stopDBCluster(r -> r.dbClusterIdentifier(DEV));
  }

  private void startCluster() {
    rds.startDBCluster(r -> r.dbClusterIdentifier(DEV));
  }

  @Test
  void aStopTakesEveryMemberAlongAndAStartBringsThemBack() {
    stopCluster();
    assertEquals("stopping", cluster(DEV).status());
    assertEquals(List.of("stopping", "stopping", "stopping"), statuses());
    assertEquals("InvalidDBClusterStateFault", codeOf(this::stopCluster));
    cloud.pass();
    assertEquals("stopped", cluster(DEV).status());
    assertEquals(List.of("stopped", "stopped", "stopped"), statuses());
    assertNotNull(cluster(DEV).automaticRestartTime());
    assertNull(Cloud.instance(rds, ONE).automaticRestartTime());
    assertEquals(List.of("notification: DB cluster stopped"), told("db-cluster", DEV));
    assertTrue(told("db-instance", TWO).contains("notification: DB instance stopped"));

    startCluster();
    assertEquals("starting", cluster(DEV).status());
    assertEquals(List.of("starting", "starting", "starting"), statuses());
    cloud.pass();
    assertEquals("available", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
    assertNull(cluster(DEV).automaticRestartTime());
    assertEquals(ONE, writer(DEV));
    assertTrue(told("db-cluster", DEV).contains("notification: DB cluster started"));
    assertEquals("InvalidDBClusterStateFault", codeOf(this::startCluster));
  }

  @Test
  void aStoppedClusterStartsByItselfAfterSevenDays() {
    stopCluster();
    cloud.pass();
    // Seven days in less than a second.
    cloud.pace(1_000_000);
    await().until(() -> cluster(DEV).status().equals("available"));
    assertEquals(List.of("available", "available", "available"), statuses());
    assertTrue(
        told("db-cluster", DEV)
            .contains(
                "notification: DB cluster is being started due to it exceeding the maximum allowed time being stopped."));
    assertEquals(1, cloud.effects().size());
  }

  @Test
  void nothingIsChangedWhileItIsStopped() {
    stopCluster();
    cloud.pass();
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(
            () -> rds.modifyDBCluster(r -> r.dbClusterIdentifier(DEV).deletionProtection(true))));
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.failoverDBCluster(r -> r.dbClusterIdentifier(DEV))));
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() ->
            rds.createDBClusterSnapshot(
                r -> r.dbClusterIdentifier(DEV).dbClusterSnapshotIdentifier("mine"))));
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(TWO))));
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier(TWO))));
    assertEquals(
        "InvalidDBInstanceState",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier(TWO).dbInstanceClass("db.r6g.xlarge"))));
    assertEquals(1, cloud.effects().size());
  }

  @Test
  void aMemberIsNeitherStoppedNorStartedByItself() {
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(TWO))));
    stopCluster();
    cloud.pass();
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.startDBInstance(r -> r.dbInstanceIdentifier(TWO))));
  }

  @Test
  void aMemberThatIsNotAvailableHoldsTheStopUp() {
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier(TWO));
    assertEquals("InvalidDBInstanceState", codeOf(this::stopCluster));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"EngineMode\": \"serverless\"",
        "\"GlobalClusterIdentifier\": \"world\"",
        "\"ReplicationSourceIdentifier\": \"arn:aws:rds:eu-west-1:111122223333:cluster:source\"",
        "\"ReadReplicaIdentifiers\": [\"arn:aws:rds:eu-west-1:111122223333:cluster:copy\"]"
      })
  void whatAwsDoesNotStopIsRefused(String attribute) {
    change(DEV, "\"attributes\": {" + attribute + "}");
    assertEquals("InvalidDBClusterStateFault", codeOf(this::stopCluster));
    assertEquals(0, cloud.effects().size());
  }

  @Test
  void aStopThatFailsLeavesEverythingRunning() {
    cloud.fault("{\"kind\": \"accepted_then_fails\", \"match\": {\"action\": \"StopDBCluster\"}}");
    stopCluster();
    assertEquals("stopping", cluster(DEV).status());
    cloud.pass();
    assertEquals("available", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
    assertEquals(List.of("notification: DB cluster stop failed."), told("db-cluster", DEV));
  }

  @Test
  void aStartThatFailsLeavesItStopped() {
    stopCluster();
    cloud.pass();
    cloud.fault("{\"kind\": \"accepted_then_fails\", \"match\": {\"action\": \"StartDBCluster\"}}");
    startCluster();
    cloud.pass();
    assertEquals("stopped", cluster(DEV).status());
    assertEquals(List.of("stopped", "stopped", "stopped"), statuses());
    assertNotNull(cluster(DEV).automaticRestartTime());
  }
}
