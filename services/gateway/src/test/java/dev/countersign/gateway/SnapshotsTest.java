package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.contracts.resource.Snapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Snapshots: which are listed, of what, and whose they are. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class SnapshotsTest extends GatewayTest {
  private static final String API = "/api/snapshots";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aSnapshotIsListedWithAllThatADeletionHasToKnow() {
    var id = name("snap");
    var snapshot = listed(snapshot(instanceKey(), id, CREATED, Map.of("Team", "Billing")));

    var shown = only(API + "?snapshot_id=" + id);

    assertEquals(id, shown.path("snapshot_id").asText(), shown::toString);
    assertEquals(snapshot.key().toString(), shown.path("key").asText());
    assertEquals("rds:snapshot", shown.path("type").asText());
    assertEquals(CREATED.toString(), shown.path("created_at").asText());
    assertEquals(20, shown.path("size_gib").asInt());
    assertEquals("Billing", shown.at("/tags/Team").asText());
    assertEquals(snapshot.source().toString(), shown.at("/taken_of/key").asText());
    assertEquals("rds:db", shown.at("/taken_of/type").asText());
    assertFalse(shown.at("/taken_of/in_inventory").asBoolean());
    assertFalse(shown.has("environment"));
    assertFalse(shown.has("created_by"));
    assertEquals(200, ada.get(shown.at("/links/self").asText()).status());
  }

  @Test
  void oneThatAnOperationMadeSaysWhichAndWhoAskedForIt() {
    var instance = known(neighbours.observe(ACCOUNT, REGION, name("done")));
    var id = name("snap");
    var asked =
        ada.post(
            "/api/operations",
            "{\"operation\": \"create_snapshot\", \"instance_id\": \"%s\", \"parameters\": {\"snapshot_id\": \"%s\"}}"
                .formatted(instance.identifier(), id),
            "Prefer",
            "wait=30");
    var operation = asked.text("operation_id");
    var ours = Map.of(Snapshot.OPERATION_TAG, operation);
    listed(snapshot(instance.key(), id, CREATED, ours));
    // Whoever copies the tag to another snapshot does not make it ours.
    listed(snapshot(instance.key(), id + "-copy", CREATED, ours));

    var shown = only(API + "?snapshot_id=" + id);

    assertEquals(operation, shown.at("/created_by/operation_id").asText(), shown::toString);
    assertEquals(
        asked.body().at("/requester/subject").asText(),
        shown.at("/created_by/requester/subject").asText());
    assertTrue(shown.at("/taken_of/in_inventory").asBoolean());
    assertEquals("development", shown.path("environment").asText());
    assertEquals(200, ada.get(shown.at("/links/created_by").asText()).status());
    assertFalse(only(API + "?snapshot_id=" + id + "-copy").has("created_by"));
  }

  @Test
  void theyAreFoundByWhatTheyWereTakenOf() {
    var of = instanceKey();
    var one = listed(snapshot(of, name("snap"), CREATED, Map.of()));
    var called = one.sourceIdentifier();
    var place = ACCOUNT + ':' + REGION + ':';
    var arn = "arn:aws:rds:" + REGION + ':' + ACCOUNT + ":db:" + called;
    for (var query :
        List.of(
            "instance_id=" + called,
            "instance_id=" + place + called,
            "instance_id=" + place + of.id(),
            "instance_id=" + of,
            "resource=" + of,
            "resource=" + arn)) {
      assertEquals(one.key().toString(), only(API + '?' + query).path("key").asText(), query);
    }
    assertEquals(List.of(), keys(API + "?cluster_id=" + called));
    assertEquals(List.of(), keys(API + "?resource=" + of + "X"));
  }

  @Test
  void thoseOfClustersAreFoundByTheirCluster() {
    var of = Cluster.keyOf(ACCOUNT, REGION, "cluster-" + EventIds.next().replace("-", ""));
    var one = listed(snapshot(of, name("snap"), CREATED, Map.of()));

    assertEquals(List.of(one.key().toString()), keys(API + "?resource=" + of));
    var shown = only(API + "?cluster_id=" + one.sourceIdentifier());
    assertEquals("rds:cluster-snapshot", shown.path("type").asText());
    assertEquals(List.of(), keys(API + "?instance_id=" + one.sourceIdentifier()));
  }

  @Test
  void oldOnesAreFoundAndOnesWithoutADateAreNot() {
    var of = instanceKey();
    var old = listed(snapshot(of, name("snap"), CREATED, Map.of()));
    listed(snapshot(of, name("snap"), CREATED.plus(Duration.ofDays(1)), Map.of()));
    listed(snapshot(of, name("snap"), null, Map.of()));

    var found = keys(API + "?resource=" + of + "&created_before=" + CREATED.plusSeconds(1));

    assertEquals(List.of(old.key().toString()), found);
    assertEquals(3, keys(API + "?resource=" + of).size());
  }

  @Test
  void aPageEndsWhereItWasToldAndTheNextBeginsBehindIt() {
    var of = instanceKey();
    listed(snapshot(of, name("snap"), CREATED, Map.of()));
    listed(snapshot(of, name("snap"), CREATED, Map.of()));

    var first = ada.get(API + "?limit=1&resource=" + of);
    var next = ada.get(API + "?limit=1&resource=" + of + "&cursor=" + first.text("next_cursor"));

    assertEquals(1, first.body().path("snapshots").size());
    assertEquals(1, next.body().path("snapshots").size());
    assertTrue(next.body().path("next_cursor").isNull());
    assertTrue(
        first
                .body()
                .at("/snapshots/0/key")
                .asText()
                .compareTo(next.body().at("/snapshots/0/key").asText())
            < 0);
  }

  @Test
  void aQueryThatCannotBeReadIsRefusedWithTheFieldsName() {
    for (var query :
        List.of(
            "created_before=yesterday", "limit=501", "type=snapshot", "resource=dev-postgres-01")) {
      var refused = ada.get(API + '?' + query);
      assertEquals("invalid-query-parameter", refused.problem(), query);
      assertEquals(query.substring(0, query.indexOf('=')), refused.text("field"));
    }
    assertEquals("invalid-query-parameter", ada.get(API + "?instance_id=a&cluster_id=b").problem());
  }

  private JsonNode only(String path) {
    var found = ada.get(path).body().path("snapshots");
    assertEquals(1, found.size(), () -> path + ": " + found);
    return found.get(0);
  }

  private List<String> keys(String path) {
    var found = ada.get(path);
    assertEquals(200, found.status(), found.body()::toString);
    return StreamSupport.stream(found.body().path("snapshots").spliterator(), false)
        .map(one -> one.path("key").asText())
        .toList();
  }

  /** Until the gateway lists it. */
  private Snapshot listed(Snapshot snapshot) {
    neighbours.observe(snapshot);
    await().atMost(LONG).until(() -> ada.get("/api/resources/" + snapshot.key()).status() == 200);
    return snapshot;
  }

  private Instance known(Instance instance) {
    await().atMost(LONG).until(() -> ada.get("/api/resources/" + instance.key()).status() == 200);
    return instance;
  }

  private static ResourceKey instanceKey() {
    return Instance.keyOf(ACCOUNT, REGION, "db-" + EventIds.next().replace("-", ""));
  }

  private static String name(String what) {
    return what + '-' + EventIds.next();
  }

  private static Snapshot snapshot(
      ResourceKey of, String id, @Nullable Instant createdAt, Map<String, String> tags) {
    var key = Snapshot.keyOf(of, id);
    return new Snapshot(
        key,
        id,
        "arn:aws:rds:%s:%s:%s:%s".formatted(REGION, ACCOUNT, key.type(), id),
        of,
        "of-" + id,
        "postgres",
        "16.4",
        "available",
        20,
        true,
        createdAt,
        tags,
        Instant.now());
  }
}
