package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.gateway.Client.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources of every type: how they are listed, shown and named. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class ResourcesTest extends GatewayTest {
  private static final String API = "/api/operations";

  @Test
  void anInstanceIsNamedByItsKeyOrItsArnAsWell() {
    var instance = (Instance) known(neighbours.observe(ACCOUNT, REGION, name("dev")));

    for (var name : List.of(instance.key().toString(), instance.arn())) {
      var answer = submit("resource", name);

      assertEquals(202, answer.status(), answer.body()::toString);
      var resource = answer.body().path("resource");
      assertEquals(instance.key().toString(), resource.path("key").asText());
      assertEquals("rds:db", resource.path("type").asText());
      assertEquals(instance.identifier(), resource.path("identifier").asText());
      assertEquals(instance.identifier(), answer.text("instance_id"));
      assertEquals(instance.key().toString(), answer.body().at("/instance/key").asText());
    }
    assertEquals(2, listed("resource=" + instance.key()));
    assertEquals(2, listed("resource=" + instance.arn()));
    assertEquals(2, listed("instance_id=" + instance.identifier()));
    assertEquals(0, listed("cluster_id=" + instance.identifier()));
  }

  @Test
  void anOperationIsNotDoneToAResourceOfAnotherType() {
    var cluster = known(neighbours.observe(cluster(name("cluster"))));

    for (var field : List.of("resource", "cluster_id")) {
      var answer = submit(field, cluster.key().toString());

      assertEquals(400, answer.status(), answer.body()::toString);
      assertEquals("wrong-resource-type", answer.problem());
      assertEquals(field, answer.text("field"));
      assertTrue(answer.text("detail").contains("rds:cluster"), answer.body()::toString);
    }
    assertEquals("wrong-resource-type", submit("resource", cluster.arn()).problem());
  }

  @Test
  void anInstanceIdNeverNamesACluster() {
    var cluster = known(neighbours.observe(cluster(name("cluster"))));

    assertEquals("instance-not-found", submit("instance_id", cluster.identifier()).problem());
    assertEquals("invalid-instance-id", submit("instance_id", cluster.arn()).problem());
    assertEquals("invalid-instance-id", submit("instance_id", cluster.key().toString()).problem());
    assertEquals(404, ada.get("/api/instances/" + cluster.identifier()).status());
  }

  @Test
  void exactlyOneFieldNamesTheResource() {
    var both =
        ada.post(API, "{\"operation\": \"reboot\", \"instance_id\": \"a\", \"resource\": \"b\"}");
    assertEquals("invalid-resource", both.problem());
    assertEquals("instance_id", both.text("field"));
    assertEquals("missing-field", ada.post(API, "{\"operation\": \"reboot\"}").problem());
    assertEquals("invalid-resource", submit("resource", "dev-postgres-01").problem());
    assertEquals(
        "resource-not-found", submit("resource", ACCOUNT + ":eu-central-1:rds:db:db-NO").problem());
    assertEquals("invalid-query-parameter", ada.get(API + "?resource=x&instance_id=y").problem());
    assertEquals("invalid-query-parameter", ada.get(API + "?resource=x").problem());
  }

  @Test
  void resourcesAreListedByTypeAndShownWithAllThatTheirTypeHas() {
    var cluster = (Cluster) known(neighbours.observe(cluster(name("cluster"))));

    var listed =
        ada.get("/api/resources?service=rds&type=cluster&identifier=" + cluster.identifier());
    assertEquals(1, listed.body().path("resources").size(), listed.body()::toString);
    var brief = listed.body().at("/resources/0");
    assertEquals(cluster.key().toString(), brief.path("key").asText());
    assertEquals("rds:cluster", brief.path("type").asText());
    assertEquals("available", brief.path("status").asText());
    assertFalse(brief.has("environment"));
    assertEquals(
        0,
        ada.get("/api/resources?type=db&identifier=" + cluster.identifier())
            .body()
            .path("resources")
            .size());

    for (var name : List.of(cluster.key().toString(), cluster.arn())) {
      var shown = ada.get("/api/resources/" + name);
      assertEquals(200, shown.status(), shown.body()::toString);
      assertEquals(2, shown.body().at("/attributes/members").size());
      assertFalse(shown.body().path("attributes").has("key"));
    }
    assertEquals("resource-not-found", ada.get("/api/resources/" + cluster.key() + "X").problem());
    assertEquals("invalid-resource", ada.get("/api/resources/x").problem());
  }

  @Test
  void aDecisionTellsTheEnvironment() {
    var instance = (Instance) known(neighbours.observe(ACCOUNT, REGION, name("dev")));
    submit("resource", instance.key().toString());

    var listed = ada.get("/api/resources?identifier=" + instance.identifier());

    assertEquals("development", listed.body().at("/resources/0/environment").asText());
    var shown = ada.get("/api/resources/" + instance.key());
    assertEquals("development", shown.text("environment"));
  }

  @Test
  void aResourceOfAKindThatNobodyHereKnowsIsListedAndShown() {
    var id = name("table");
    var arn = "arn:aws:dynamodb:eu-central-1:" + ACCOUNT + ":table/" + id;
    var table =
        new OtherResource(
            new ResourceKey(ACCOUNT, REGION, "dynamodb", "table", id),
            id,
            arn,
            "ACTIVE",
            Map.of("Environment", "Dev"),
            Map.of("capacity", 5),
            Instant.now());
    known(neighbours.observe(table));

    var shown = ada.get("/api/resources/" + arn);

    assertEquals(table.key().toString(), shown.text("key"), shown.body()::toString);
    assertEquals(5, shown.body().at("/attributes/capacity").asInt());
    assertEquals(0, shown.body().path("operations").size());
  }

  @Test
  void aPageEndsWhereItWasToldAndTheNextBeginsBehindIt() {
    known(neighbours.observe(cluster(name("cluster"))));
    known(neighbours.observe(cluster(name("cluster"))));

    var first = ada.get("/api/resources?type=cluster&limit=1");
    var next = ada.get("/api/resources?type=cluster&limit=1&cursor=" + first.text("next_cursor"));

    assertEquals(1, next.body().path("resources").size());
    assertTrue(
        first
                .body()
                .at("/resources/0/key")
                .asText()
                .compareTo(next.body().at("/resources/0/key").asText())
            < 0);
  }

  private Answer submit(String field, String name) {
    return ada.post(API, "{\"operation\": \"reboot\", \"%s\": \"%s\"}".formatted(field, name));
  }

  private int listed(String query) {
    return ada.get(API + '?' + query).body().path("operations").size();
  }

  /** Until the gateway knows of it. */
  private Resource known(Resource resource) {
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get("/api/resources/" + resource.key()).status() == 200);
    return resource;
  }

  private static String name(String what) {
    return what + '-' + EventIds.next();
  }

  private static Cluster cluster(String identifier) {
    return new Cluster(
        Cluster.keyOf(ACCOUNT, REGION, "cluster-" + EventIds.next().replace("-", "")),
        identifier,
        "arn:aws:rds:eu-central-1:" + ACCOUNT + ":cluster:" + identifier,
        "aurora-postgresql",
        "16.4",
        "provisioned",
        null,
        "available",
        List.of(
            new Cluster.Member(identifier + "-1", true, 0, null),
            new Cluster.Member(identifier + "-2", false, 1, null)),
        new Cluster.Storage(true, null, null, null),
        new Instance.Windows("03:00-04:00", "sun:05:00-sun:06:00", 7),
        new Cluster.Topology(true, true, null, null, List.of()),
        null,
        "default.aurora-postgresql16",
        Map.of("Environment", "dev"),
        Map.of(),
        Instant.now());
  }
}
