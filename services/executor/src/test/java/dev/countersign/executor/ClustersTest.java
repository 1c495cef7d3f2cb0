package dev.countersign.executor;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.resource.Cluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operations on clusters: each succeeds by what is seen of the cluster and of its members. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class ClustersTest extends OnSimulatedAws {
  private static final String CLUSTER = "dev-aurora-01";
  private static final String TARGET = "dev-aurora-01-instance-2";
  private static final String FAILOVER = "FailoverDBCluster";

  @Test
  void aSnapshotOfAClusterIsTakenAndDeletedAgain() {
    var id = snapshotId();
    var taken = approve("create_cluster_snapshot", Map.of("snapshot_id", id));
    assertEquals("available", succeeded(taken).result().get("status"));
    onlyEffect(taken, "CreateDBClusterSnapshot");

    var deleted = approve("delete_cluster_snapshot", Map.of("snapshot_id", id));
    assertEquals("deleted", succeeded(deleted).result().get("status"));
    onlyEffect(deleted, "DeleteDBClusterSnapshot");
  }

  @Test
  void aFailoverIsDoneWhenTheNamedReaderWritesAlsoWhereItsAnswerIsLost() {
    simulator.fault("answer_lost", FAILOVER, "*" + CLUSTER);
    var writer = writer();
    var target = writer.equals(TARGET) ? "dev-aurora-01-instance-1" : TARGET;

    var approved = approve("failover_cluster", Map.of("target_member", target));

    var done = succeeded(approved);
    assertEquals(target, done.result().get("writer"));
    assertEquals(writer, done.result().get("writer_before"));
    assertTrue(done.evidence().toString().contains("Completed"), done::toString);
    onlyEffect(approved, FAILOVER);
    assertEquals(1, started(approved));
    awaitAnotherWriterThan(writer);
  }

  @Test
  void aClusterStopsAndStartsWithItsMembers() {
    var stopped = approve("stop_cluster", Map.of());
    assertEquals("stopped", succeeded(stopped).result().get("status"));
    onlyEffect(stopped, "StopDBCluster");

    var started = approve("start_cluster", Map.of());
    assertEquals("available", succeeded(started).result().get("status"));
    onlyEffect(started, "StartDBCluster");
  }

  @Test
  void aMembersOperationWaitsWhileItsClustersRuns() {
    var writer = writer();
    rdsStandsStill();
    var failover = approve("failover_cluster", Map.of());
    topic.await(failover, OperationStarted.class);

    var reboot = approve("dev-aurora-01-instance-3", "reboot_instance", Map.of());

    var queued =
        assertInstanceOf(OperationQueued.class, topic.await(reboot, OperationQueued.class));
    assertEquals(failover.subject(), queued.behind());
    rdsGoesOn();
    succeeded(failover);
    succeeded(reboot);
    var over = topic.events(failover).getLast().time();
    var begun =
        topic.events(reboot).stream()
            .filter(event -> event.data() instanceof OperationStarted)
            .findFirst()
            .orElseThrow();
    assertFalse(begun.time().isBefore(over), begun + " before " + over);
    awaitAnotherWriterThan(writer);
  }

  @Test
  void aMembersOperationGoesOnWhileItsClustersTagsAreWhatTheyWere() {
    var cluster = topic.cluster(CLUSTER);

    var approved = topic.decide(rebootOfAMember(cluster, cluster.tags()));

    succeeded(approved);
    onlyEffect(approved, "RebootDBInstance");
  }

  @Test
  void aTagOfItsClusterThatChangedSinceTheDecisionStopsAMembersOperation() {
    var approved =
        topic.decide(rebootOfAMember(topic.cluster(CLUSTER), Map.of("Environment", "test")));

    assertEquals("classification-changed", failed(approved).fault().code());
    assertEquals(List.of(), simulator.effectsOf(approved.subject()));
  }

  private Event rebootOfAMember(Cluster cluster, Map<String, String> tags) {
    var member = topic.instance("dev-aurora-01-instance-3");
    return Approvals.approval(member, cluster, tags, "reboot_instance", Map.of());
  }

  @Test
  void anOperationOfAnotherKindOfResourceIsTurnedAway() {
    var failed =
        failed(
            topic.decide(Approvals.approval(topic.cluster(CLUSTER), "reboot_instance", Map.of())));
    assertEquals("operation-not-for-resource", failed.fault().code());
  }

  @Test
  void whatIsSetIsSeenOnTheCluster() {
    succeeded(approve("modify_cluster_backup_retention", Map.of("backup_retention_days", 12)));
    succeeded(approve("modify_cluster_backup_window", Map.of("backup_window", "13:00-14:00")));
    succeeded(approve("set_cluster_deletion_protection", Map.of("enabled", true)));
    var last =
        approve(
            "modify_cluster_maintenance_window",
            Map.of("maintenance_window", ModifyingTest.window()));
    succeeded(last);
    onlyEffect(last, "ModifyDBCluster");
  }

  private String writer() {
    return topic.cluster(CLUSTER).writer().orElseThrow().identifier();
  }

  /** Until the inventory has it, another test would take the old one for the writer. */
  private void awaitAnotherWriterThan(String before) {
    await().atMost(1, MINUTES).until(() -> !writer().equals(before));
  }

  private Event approve(String operation, Map<String, Object> parameters) {
    return topic.decide(Approvals.approval(topic.cluster(CLUSTER), operation, parameters));
  }
}
