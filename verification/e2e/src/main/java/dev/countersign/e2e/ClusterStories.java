package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A cluster as a whole: its snapshot, its writer, its rest, and its members' patience. */
final class ClusterStories {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Submission.Target CLUSTER = new Submission.ClusterId("dev-aurora-01");
  private static final String READER = "dev-aurora-01-instance-2";
  private static final String OTHER_READER = "dev-aurora-01-instance-3";

  private final Countersign operator;
  private final Effects effects;

  ClusterStories(Countersign operator, Effects effects) {
    this.operator = operator;
    this.effects = effects;
  }

  List<Story> stories() {
    return List.of(
        new Story("a snapshot of a cluster succeeds", this::snapshot),
        new Story("a failover succeeds when the named reader is the writer", this::failover),
        new Story(
            "a failover whose answer is lost is done once, and known to be done", this::answerLost),
        new Story("a member waits while its cluster's operation runs", this::memberWaits),
        new Story("a cluster stops and starts with all its members", this::stopThenStart));
  }

  private String snapshot() {
    var ended = ended("create_cluster_snapshot", Map.of("snapshot_id", "aurora-before-release"));
    var result = succeeded(ended);
    effects.expectOnce(ended.operationId(), "CreateDBClusterSnapshot");
    return String.valueOf(result);
  }

  private String failover() {
    return failedOver(READER);
  }

  private String answerLost() {
    effects.simulator().fault("answer_lost", "FailoverDBCluster", "dev-aurora-01");
    return failedOver(OTHER_READER) + ", though RDS's answer was lost";
  }

  private String failedOver(String reader) {
    var ended = ended("failover_cluster", Map.of("target_member", reader));
    var result = succeeded(ended);
    unless(result.path("writer").asText().equals(reader), "the writer is another: " + result);
    effects.expectOnce(ended.operationId(), "FailoverDBCluster");
    return result.path("writer_before").asText() + " → " + reader;
  }

  private String memberWaits() throws InterruptedException {
    Operation ofCluster;
    Operation ofMember;
    // The cluster's is under way until its member's has come.
    try (var _ = effects.simulator().standStill()) {
      ofCluster = operator.submit(snapshotOf("aurora-while-a-member-waits")).operation();
      Until.happened(operator, ofCluster.operationId(), "started");
      ofMember =
          operator
              .submit(Submission.of("reboot_instance", "dev-aurora-01-instance-1", Map.of()))
              .operation();
      Until.happened(operator, ofMember.operationId(), "queued");
    }
    succeeded(operator.awaitEnd(ofCluster.operationId()));
    succeeded(operator.awaitEnd(ofMember.operationId()));
    var clusterEnded = timeOf(ofCluster, "succeeded");
    var memberStarted = timeOf(ofMember, "started");
    unless(
        !memberStarted.isBefore(clusterEnded),
        "the member started at %s, its cluster's operation ended at %s"
            .formatted(memberStarted, clusterEnded));
    effects.expectOnce(ofMember.operationId(), "RebootDBInstance");
    return "queued behind the cluster's snapshot, then rebooted";
  }

  private Instant timeOf(Operation operation, String event) {
    return operator
        .history(operation.operationId())
        .filter(entry -> entry.name().equals(event))
        .findFirst()
        .orElseThrow(() -> new StoryFailed("no event " + event))
        .time();
  }

  private String stopThenStart() {
    var stop = ended("stop_cluster", Map.of());
    succeeded(stop);
    effects.expectOnce(stop.operationId(), "StopDBCluster");
    members("stopped");
    var start = ended("start_cluster", Map.of());
    succeeded(start);
    effects.expectOnce(start.operationId(), "StartDBCluster");
    members("available");
    return "three members stopped, and available again";
  }

  /** What RDS itself says of them. */
  private void members(String status) {
    var statuses = effects.statuses("dev-aurora-01-instance-");
    unless(
        statuses.size() == 3 && statuses.stream().allMatch(status::equals),
        "expected three " + status + " members, saw " + statuses);
  }

  private static Submission snapshotOf(String id) {
    return Submission.of("create_cluster_snapshot", CLUSTER, Map.of("snapshot_id", id));
  }

  private Operation ended(String operation, Map<String, Object> parameters) {
    return operator
        .submit(Submission.of(operation, CLUSTER, parameters).waiting(PATIENCE))
        .operation();
  }

  private static JsonNode succeeded(Operation operation) {
    unless(operation.status() == Status.SUCCEEDED, "expected succeeded, got " + operation);
    return Objects.requireNonNull(operation.result(), "no result");
  }
}
