package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.rds.model.Tag;

class ClusterSnapshotsTest extends ClusterCase {
  private static final Tag MINE = Tag.builder().key("operation").value("1").build();

  private DBClusterSnapshot create(String id, Tag... tags) {
    return rds.createDBClusterSnapshot(
            r -> r.dbClusterIdentifier(DEV).dbClusterSnapshotIdentifier(id).tags(tags))
        .dbClusterSnapshot();
  }

  private DBClusterSnapshot snapshot(String id) {
    return rds.describeDBClusterSnapshots(r -> r.dbClusterSnapshotIdentifier(id))
        .dbClusterSnapshots()
        .getFirst();
  }

  private void delete(String id) {
    rds.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier(id));
  }

  @Test
  void aSnapshotBacksTheClusterUpAndBecomesAvailable() {
    var begun = create("Before-Release", MINE);
    assertEquals("before-release", begun.dbClusterSnapshotIdentifier());
    assertEquals("creating", begun.status());
    assertEquals(cluster(DEV).dbClusterResourceId(), begun.dbClusterResourceId());
    assertEquals("backing-up", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
    assertEquals("InvalidDBClusterStateFault", codeOf(() -> create("another")));
    assertEquals("InvalidDBClusterSnapshotStateFault", codeOf(() -> delete("before-release")));
    assertThrows(DbClusterSnapshotAlreadyExistsException.class, () -> create("BEFORE-release"));
    cloud.pass();
    assertEquals("available", snapshot("before-release").status());
    assertEquals(100, snapshot("before-release").percentProgress());
    assertEquals(List.of(MINE), snapshot("before-release").tagList());
    assertEquals("available", cluster(DEV).status());
    assertEquals(
        List.of(
            "backup: Creating manual cluster snapshot", "backup: Manual cluster snapshot created"),
        told("db-cluster-snapshot", "before-release").stream().sorted().toList());
    delete("before-release");
    assertThrows(DbClusterSnapshotNotFoundException.class, () -> snapshot("before-release"));
    assertEquals(
        List.of("CreateDBClusterSnapshot", "DeleteDBClusterSnapshot"),
        cloud.effects().stream().map(effect -> effect.path("action").asText()).toList());
  }

  @Test
  void aCallThatHasNoTagsTakesThoseOfTheCluster() {
    assertEquals(cluster(DEV).tagList(), create("copied").tagList());
    change(DEV, "\"attributes\": {\"CopyTagsToSnapshot\": false}");
    cloud.pass();
    assertTrue(create("bare").tagList().isEmpty());
  }

  @Test
  void snapshotsAreFoundByTheirClusterAndRefusedByNameAndQuota() {
    create("one");
    cloud.pass();
    String resource = cluster(DEV).dbClusterResourceId();
    assertEquals(
        1,
        rds.describeDBClusterSnapshots(r -> r.dbClusterIdentifier(DEV))
            .dbClusterSnapshots()
            .size());
    assertEquals(
        1,
        rds.describeDBClusterSnapshots(r -> r.dbClusterResourceId(resource))
            .dbClusterSnapshots()
            .size());
    var filter = Filter.builder().name("db-cluster-snapshot-id").values("ONE").build();
    assertEquals(
        1, rds.describeDBClusterSnapshots(r -> r.filters(filter)).dbClusterSnapshots().size());
    assertEquals(
        0,
        rds.describeDBClusterSnapshots(r -> r.snapshotType("automated"))
            .dbClusterSnapshots()
            .size());
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.describeDBClusterSnapshots(
                r -> r.dbClusterIdentifier(DEV).dbClusterSnapshotIdentifier("one"))));
    for (String wrong : List.of("1st", "two--hyphens", "ends-", "x".repeat(64))) {
      assertEquals("InvalidParameterValue", codeOf(() -> create(wrong)));
    }
    cloud.post("/_admin/quotas", "{\"manual_snapshots\": 1}");
    assertThrows(SnapshotQuotaExceededException.class, () -> create("two"));
  }

  @Test
  void anAutomatedSnapshotIsFoundByItsKindAndNotDeleted() {
    var shop = cloud.rds(Cloud.PRODUCTION, Region.US_EAST_1);
    var automated =
        shop.describeDBClusterSnapshots(r -> r.snapshotType("automated"))
            .dbClusterSnapshots()
            .getFirst();
    String name = automated.dbClusterSnapshotIdentifier();
    assertTrue(name.startsWith("rds:shop-aurora-"), name);
    assertEquals(
        "DBClusterSnapshotNotFoundFault",
        codeOf(() -> shop.describeDBClusterSnapshots(r -> r.dbClusterSnapshotIdentifier(name))));
    assertEquals(
        "InvalidDBClusterSnapshotStateFault",
        codeOf(() -> shop.deleteDBClusterSnapshot(r -> r.dbClusterSnapshotIdentifier(name))));
  }

  @Test
  void aSnapshotThatFailsSaysSo() {
    cloud.fault("{\"kind\": \"accepted_then_fails\", \"match\": {\"resource\": \"mine\"}}");
    create("mine");
    cloud.pass();
    assertEquals("failed", snapshot("mine").status());
    delete("mine");
  }

  @Test
  void aSnapshotIsSeenLateAndChangedBehindTheBackOfAws() {
    cloud.post("/_admin/delays", "{\"snapshots\": 3600}");
    create("late");
    assertThrows(DbClusterSnapshotNotFoundException.class, () -> snapshot("late"));
    cloud.post("/_admin/delays", "{\"snapshots\": 0}");
    cloud.pass();
    create("seen");
    cloud.post(
        "/_admin/cluster-snapshots",
        """
        {"account": "111122223333", "region": "us-east-1", "cluster_snapshot": "seen", "status": "failed",
         "attributes": {"DbClusterResourceId": "cluster-OTHER"}}
        """);
    assertEquals("failed", snapshot("seen").status());
    assertEquals("cluster-OTHER", snapshot("seen").dbClusterResourceId());
    assertTrue(cloud.get("/_admin/cluster-snapshots").contains("cluster-OTHER"));
  }
}
