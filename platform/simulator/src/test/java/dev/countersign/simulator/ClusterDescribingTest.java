package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Tag;

class ClusterDescribingTest extends ClusterCase {

  @Test
  void aClusterIsFoundByItsNameInAnyCaseByItsArnAndByItsFilters() {
    String arn = cluster("DEV-Aurora-01").dbClusterArn();
    assertEquals("arn:aws:rds:us-east-1:111122223333:cluster:dev-aurora-01", arn);
    assertEquals(DEV, cluster(arn).dbClusterIdentifier());
    String id = cluster(DEV).dbClusterResourceId();
    assertTrue(id.matches("cluster-[A-Z2-7]{26}"), id);
    assertEquals(1, filtered("db-cluster-resource-id", id));
    assertEquals(1, filtered("db-cluster-id", arn));
    assertEquals(1, filtered("db-cluster-id", "Dev-Aurora-01"));
    assertEquals(1, filtered("engine", "aurora-postgresql"));
    assertEquals(0, filtered("engine", "aurora-mysql"));
    assertEquals("InvalidParameterValue", codeOf(() -> filtered("status", "available")));
    assertThrows(DbClusterNotFoundException.class, () -> cluster("nobody"));
    assertTrue(cloud.rds().describeDBClusters().dbClusters().isEmpty());
  }

  private int filtered(String name, String value) {
    var filter = Filter.builder().name(name).values(value).build();
    return rds.describeDBClusters(r -> r.filters(filter)).dbClusters().size();
  }

  @Test
  void oneOfTheMembersWritesAndEachInstanceNamesItsCluster() {
    var members = cluster(DEV).dbClusterMembers();
    assertEquals(MEMBERS, members.stream().map(DBClusterMember::dbInstanceIdentifier).toList());
    assertEquals(ONE, writer(DEV));
    assertEquals(List.of(1, 1, 15), members.stream().map(DBClusterMember::promotionTier).toList());
    var filter = Filter.builder().name("db-cluster-id").values(DEV).build();
    assertEquals(
        MEMBERS,
        rds.describeDBInstances(r -> r.filters(filter)).dbInstances().stream()
            .map(DBInstance::dbInstanceIdentifier)
            .toList());
    assertEquals(DEV, Cloud.instance(rds, TWO).dbClusterIdentifier());
  }

  @Test
  void clustersComeInPages() {
    for (int i = 0; i < 20; i++) {
      int number = i;
      rds.createDBCluster(r ->
          r.dbClusterIdentifier("more-" + number)
              .engine("aurora-mysql")
              .masterUsername("admin")
              .masterUserPassword("not-a-secret"));
    }
    var first = rds.describeDBClusters(r -> r.maxRecords(20));
    assertEquals(20, first.dbClusters().size());
    var rest = rds.describeDBClusters(r -> r.maxRecords(20).marker(first.marker()));
    assertEquals(1, rest.dbClusters().size());
    assertNull(rest.marker());
    assertEquals(
        "InvalidParameterValue", codeOf(() -> rds.describeDBClusters(r -> r.maxRecords(1))));
  }

  @Test
  void theFleetHasOneClusterInProductionAndOneElsewhere() {
    var shop = cloud.rds(Cloud.PRODUCTION, Region.US_EAST_1).describeDBClusters().dbClusters();
    assertEquals(List.of("shop-aurora"), names(shop));
    assertEquals("Production", tag(shop.getFirst()));
    assertEquals("aurora-mysql", shop.getFirst().engine());
    assertEquals("dev", tag(cluster(DEV)));
    assertEquals("aurora-postgresql", cluster(DEV).engine());
  }

  private static List<String> names(List<DBCluster> clusters) {
    return clusters.stream().map(DBCluster::dbClusterIdentifier).toList();
  }

  private static String tag(DBCluster cluster) {
    return cluster.tagList().stream()
        .filter(tag -> tag.key().equals("Environment"))
        .map(Tag::value)
        .findFirst()
        .orElse("none");
  }

  @Test
  void clustersTheirSnapshotsAndTheirParameterGroupsHaveTags() {
    rds.createDBClusterSnapshot(
        r -> r.dbClusterIdentifier(DEV).dbClusterSnapshotIdentifier("mine"));
    rds.createDBClusterParameterGroup(r ->
        r.dbClusterParameterGroupName("tuned")
            .dbParameterGroupFamily("aurora-postgresql16")
            .description("tuned"));
    for (String name : List.of("cluster:" + DEV, "cluster-snapshot:mine", "cluster-pg:tuned")) {
      String arn = "arn:aws:rds:us-east-1:111122223333:" + name;
      var tag = Tag.builder().key("operation").value("1").build();
      rds.addTagsToResource(r -> r.resourceName(arn).tags(tag));
      assertTrue(tags(arn).contains(tag), name);
      rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("operation"));
      assertFalse(tags(arn).contains(tag), name);
    }
    var filter = Filter.builder().name("engine").values("aurora-postgresql").build();
    assertEquals(
        "dev", tag(rds.describeDBClusters(r -> r.filters(filter)).dbClusters().getFirst()));
  }

  private List<Tag> tags(String arn) {
    return rds.listTagsForResource(r -> r.resourceName(arn)).tagList();
  }

  @Test
  void clusterParameterGroupsHaveTheirNamesApart() {
    rds.createDBClusterParameterGroup(r ->
        r.dbClusterParameterGroupName("Tuned")
            .dbParameterGroupFamily("aurora-mysql8.0")
            .description("tuned"));
    assertEquals(
        "arn:aws:rds:us-east-1:111122223333:cluster-pg:tuned",
        rds.describeDBClusterParameterGroups(r -> r.dbClusterParameterGroupName("tuned"))
            .dbClusterParameterGroups()
            .getFirst()
            .dbClusterParameterGroupArn());
    assertEquals(
        "DBParameterGroupNotFound",
        codeOf(() -> rds.describeDBParameterGroups(r -> r.dbParameterGroupName("tuned"))));
    assertEquals(
        "DBParameterGroupNotFound",
        codeOf(() ->
            rds.describeDBClusterParameterGroups(r -> r.dbClusterParameterGroupName("nobody"))));
    assertEquals(
        "aurora-mysql8.0",
        rds.describeDBClusterParameterGroups(
                r -> r.dbClusterParameterGroupName("default.aurora-mysql8.0"))
            .dbClusterParameterGroups()
            .getFirst()
            .dbParameterGroupFamily());
  }

  @Test
  void aGlobalClusterNamesItsMembersEvenWhereTheClusterKeepsQuiet() {
    assertTrue(rds.describeGlobalClusters().globalClusters().isEmpty());
    change(DEV, "\"attributes\": {\"GlobalClusterIdentifier\": \"world\"}");
    assertEquals("world", cluster(DEV).globalClusterIdentifier());
    change(DEV, "\"attributes\": {\"GlobalClusterIdentifier\": null}");
    assertNull(cluster(DEV).globalClusterIdentifier());
    var world =
        rds.describeGlobalClusters(r -> r.globalClusterIdentifier("world"))
            .globalClusters()
            .getFirst();
    assertEquals("arn:aws:rds::111122223333:global-cluster:world", world.globalClusterArn());
    assertEquals(
        cluster(DEV).dbClusterArn(), world.globalClusterMembers().getFirst().dbClusterArn());
    assertEquals(
        "GlobalClusterNotFoundFault",
        codeOf(() -> rds.describeGlobalClusters(r -> r.globalClusterIdentifier("moon"))));
  }

  @Test
  void maintenanceWaitsForAClusterAndIsApplied() {
    change(DEV, "\"attributes\": {\"_maintenance\": {\"os-upgrade\": \"\"}}");
    String arn = cluster(DEV).dbClusterArn();
    assertEquals(
        arn,
        rds.describePendingMaintenanceActions()
            .pendingMaintenanceActions()
            .getFirst()
            .resourceIdentifier());
    rds.applyPendingMaintenanceAction(
        r -> r.resourceIdentifier(arn).applyAction("os-upgrade").optInType("immediate"));
    assertEquals("InvalidDBClusterStateFault", codeOf(this::stopCluster));
    cloud.pass();
    assertTrue(rds.describePendingMaintenanceActions().pendingMaintenanceActions().isEmpty());
    assertEquals("available", cluster(DEV).status());
  }

  private void stopCluster() {
    rds.stopDBCluster(r -> r.dbClusterIdentifier(DEV));
  }
}
