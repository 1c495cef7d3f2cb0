package dev.countersign.executor.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A session may do its one call, on every resource that RDS decides about, and nothing else.
 * Source: "Actions, resources, and condition keys for Amazon RDS" in the service authorization
 * reference.
 */
class SessionPolicyTest {
  private static final Instant EXPIRY = Instant.parse("2026-01-02T03:15:00Z");
  private static final String DB = "arn:aws:rds:eu-central-1:111122223333:db:dev-1";
  private static final String SNAPSHOT = "arn:aws:rds:eu-central-1:111122223333:snapshot:s1";

  @Test
  void aStopWithASnapshotIsDecidedOnBothAndTagsTheSnapshotAlone() {
    assertEquals(
        List.of(
            "rds:AddTagsToResource " + SNAPSHOT,
            "rds:CreateDBSnapshot " + DB,
            "rds:CreateDBSnapshot " + SNAPSHOT,
            "rds:StopDBInstance " + DB,
            "rds:StopDBInstance " + SNAPSHOT),
        allowed("stop_instance", Map.of("snapshot_id", "s1")));
    assertEquals(List.of("rds:StopDBInstance " + DB), allowed("stop_instance", Map.of()));
  }

  @Test
  void aSnapshotsSessionCannotTagTheInstance() {
    assertEquals(
        List.of(
            "rds:AddTagsToResource " + SNAPSHOT,
            "rds:CreateDBSnapshot " + DB,
            "rds:CreateDBSnapshot " + SNAPSHOT),
        allowed("create_snapshot", Map.of("snapshot_id", "s1")));
    assertEquals(
        List.of("rds:DeleteDBSnapshot " + SNAPSHOT),
        allowed("delete_snapshot", Map.of("snapshot_id", "s1")));
  }

  @Test
  void othersAreDecidedOnTheInstanceAndWhatTheyAttach() {
    assertEquals(
        List.of(
            "rds:ModifyDBInstance " + DB,
            "rds:ModifyDBInstance arn:aws:rds:eu-central-1:111122223333:pg:tuned"),
        allowed("modify_parameter_group", Map.of("parameter_group", "tuned")));
    assertEquals(List.of("rds:RebootDBInstance " + DB), allowed("reboot_instance", Map.of()));
    assertEquals(List.of("rds:StartDBInstance " + DB), allowed("start_instance", Map.of()));
  }

  @Test
  void clustersAreDecidedOnWithTheSnapshotOrTheMemberThatIsNamed() {
    var cluster = "arn:aws:rds:eu-central-1:111122223333:cluster:dev-1";
    var snapshot = "arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:s1";
    assertEquals(
        List.of(
            "rds:AddTagsToResource " + snapshot,
            "rds:CreateDBClusterSnapshot " + snapshot,
            "rds:CreateDBClusterSnapshot " + cluster),
        allowed("create_cluster_snapshot", Map.of("snapshot_id", "s1")));
    assertEquals(
        List.of("rds:DeleteDBClusterSnapshot " + snapshot),
        allowed("delete_cluster_snapshot", Map.of("snapshot_id", "s1")));
    assertEquals(
        List.of("rds:FailoverDBCluster " + cluster), allowed("failover_cluster", Map.of()));
    assertEquals(
        List.of("rds:FailoverDBCluster " + cluster),
        allowed("failover_cluster", Map.of("target_member", "two")));
    assertEquals(List.of("rds:StopDBCluster " + cluster), allowed("stop_cluster", Map.of()));
    assertEquals(List.of("rds:StartDBCluster " + cluster), allowed("start_cluster", Map.of()));
    assertEquals(
        List.of("rds:ModifyDBCluster " + cluster),
        allowed("set_cluster_deletion_protection", Map.of("enabled", true)));
  }

  @Test
  void theLongestNamesFitIntoWhatStsTakes() {
    var policy =
        SessionPolicy.of(call("stop_instance", Map.of("snapshot_id", "s".repeat(255))), EXPIRY);
    assertTrue(policy.length() <= 2048, () -> "STS takes 2048 characters: " + policy.length());
  }

  private static List<String> allowed(String operation, Map<String, Object> parameters) {
    var allowed = new TreeSet<String>();
    var policy =
        Json.read(SessionPolicy.of(call(operation, parameters), EXPIRY), JsonNode.class)
            .path("Statement");
    for (var statement : policy) {
      assertEquals("Allow", statement.path("Effect").asText());
      assertEquals(
          "2026-01-02T03:15:00Z",
          statement.path("Condition").path("DateLessThan").path("aws:CurrentTime").asText());
      for (var action : statement.path("Action")) {
        statement
            .path("Resource")
            .forEach(resource -> allowed.add(action.asText() + ' ' + resource.asText()));
      }
    }
    return List.copyOf(allowed);
  }

  private static Call call(String operation, Map<String, Object> parameters) {
    var order =
        new Order(
            "op-1",
            operation,
            ResourceKey.parse("111122223333:eu-central-1:rds:db:db-ABC"),
            "dev-1",
            parameters,
            "ada",
            new Classification(Environment.DEVELOPMENT, "tag", "", "dev-1", List.of(), Map.of()));
    return Providers.operation(order).call(order);
  }
}
