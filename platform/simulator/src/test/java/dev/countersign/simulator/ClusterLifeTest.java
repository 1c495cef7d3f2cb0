package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBClusterMember;

/** Clusters that come and go, and the kind that has its instances from the beginning. */
class ClusterLifeTest extends ClusterCase {

  private static void owner(CreateDbClusterRequest.Builder asked, String name, String engine) {
    asked.dbClusterIdentifier(name).engine(engine).masterUsername("admin");
    asked.masterUserPassword("not-a-secret");
  }

  private void join(String name, String cluster, String engine) {
    rds.createDBInstance(r ->
        r.dbInstanceIdentifier(name)
            .dbClusterIdentifier(cluster)
            .engine(engine)
            .dbInstanceClass("db.r6g.large"));
  }

  @Test
  void theFirstInstanceOfANewClusterWrites() {
    rds.createDBCluster(r -> owner(r, "Fresh", "aurora-mysql"));
    assertEquals("creating", cluster("fresh").status());
    assertEquals(
        "InvalidDBClusterStateFault", codeOf(() -> join("fresh-1", "fresh", "aurora-mysql")));
    cloud.pass();
    assertEquals("nobody", writer("fresh"));
    join("fresh-1", "fresh", "aurora-mysql");
    join("fresh-2", "Fresh", "aurora-mysql");
    cloud.pass();
    assertEquals("fresh-1", writer("fresh"));
    assertEquals(
        List.of("fresh-1", "fresh-2"),
        cluster("fresh").dbClusterMembers().stream()
            .map(DBClusterMember::dbInstanceIdentifier)
            .toList());
    assertTrue(told("db-cluster", "fresh").contains("creation: DB cluster created"));
    assertEquals(
        "InvalidParameterCombination", codeOf(() -> join("fresh-3", "fresh", "aurora-postgresql")));
    assertEquals("DBClusterNotFoundFault", codeOf(() -> join("x", "nobody", "aurora-mysql")));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.createDBInstance(r ->
                r.dbInstanceIdentifier("fresh-3")
                    .dbClusterIdentifier("fresh")
                    .engine("aurora-mysql")
                    .dbInstanceClass("db.r6g.large")
                    .backupRetentionPeriod(3))));
    assertEquals(
        "DBClusterAlreadyExistsFault",
        codeOf(() -> rds.createDBCluster(r -> owner(r, "FRESH", "aurora-mysql"))));
  }

  @Test
  void aClusterGoesWhenItsInstancesAreGoing() {
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(DEV))));
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(DEV).skipFinalSnapshot(true))));
    for (String member : MEMBERS) {
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier(member));
    }
    rds.deleteDBCluster(r -> r.dbClusterIdentifier(DEV).finalDBSnapshotIdentifier("the-last"));
    assertEquals("deleting", cluster(DEV).status());
    cloud.pass();
    assertTrue(rds.describeDBClusters().dbClusters().isEmpty());
    assertEquals(
        DEV,
        rds.describeDBClusterSnapshots(r -> r.dbClusterSnapshotIdentifier("the-last"))
            .dbClusterSnapshots()
            .getFirst()
            .dbClusterIdentifier());
    assertTrue(told("db-cluster", DEV).contains("deletion: DB cluster deleted"));
  }

  @Test
  void aClusterOfAGlobalOneIsNotDeleted() {
    change(DEV, "\"attributes\": {\"GlobalClusterIdentifier\": \"world\"}");
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.deleteDBCluster(r -> r.dbClusterIdentifier(DEV).skipFinalSnapshot(true))));
  }

  @Test
  void aReaderTakesOverWhenTheWriterIsDeleted() {
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier(ONE));
    cloud.pass();
    assertEquals(TWO, writer(DEV));
    assertTrue(
        told("db-cluster", DEV)
            .contains("failover: Completed RDS initiated failover to DB instance: " + TWO));
  }

  @Test
  void aMultiAzClusterHasAWriterAndTwoReadersFromTheBeginning() {
    multiAz("three", "postgres");
    assertEquals("three-instance-1", writer("three"));
    assertEquals(3, cluster("three").dbClusterMembers().size());
    assertTrue(cluster("three").multiAZ());
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.stopDBCluster(r -> r.dbClusterIdentifier("three"))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.stopDBInstance(r -> r.dbInstanceIdentifier("three-instance-2"))));
    assertEquals(
        "InvalidDBClusterStateFault",
        codeOf(() -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("three-instance-2"))));
    rds.failoverDBCluster(
        r -> r.dbClusterIdentifier("three").targetDBInstanceIdentifier("three-instance-3"));
    cloud.pass();
    assertEquals("three-instance-3", writer("three"));
    rds.rebootDBCluster(r -> r.dbClusterIdentifier("three"));
    assertEquals("rebooting", Cloud.status(rds, "three-instance-1"));
    cloud.pass();
    rds.deleteDBCluster(r -> r.dbClusterIdentifier("three").skipFinalSnapshot(true));
    cloud.pass();
    assertEquals("DBInstanceNotFound", codeOf(() -> Cloud.status(rds, "three-instance-1")));
  }

  @Test
  void anAuroraClusterIsNotRebootedAsAWholeAndMysqlHasNoTarget() {
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() -> rds.rebootDBCluster(r -> r.dbClusterIdentifier(DEV))));
    multiAz("trio", "mysql");
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.failoverDBCluster(
                r -> r.dbClusterIdentifier("trio").targetDBInstanceIdentifier("trio-instance-2"))));
    rds.failoverDBCluster(r -> r.dbClusterIdentifier("trio"));
    cloud.pass();
    assertEquals("trio-instance-2", writer("trio"));
  }

  private void multiAz(String name, String engine) {
    rds.createDBCluster(r -> {
      owner(r, name, engine);
      r.dbClusterInstanceClass("db.m6gd.large").allocatedStorage(100).iops(1_000);
    });
    cloud.pass();
  }
}
