package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people send is bounded, stored once, and listed in pages of bounded size. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class LargeRequestsTest extends GatewayTest {
  private static final String API = "/api/operations";

  @Inject Pool pool;

  @Test
  void parametersThatAreTooLargeTogetherAreRefusedByNameAndLimit() {
    var answer = ada.post(API, tagged(instance("quiet"), "名"));

    assertEquals(413, answer.status());
    assertEquals("parameters-too-large", answer.problem());
    assertEquals("parameters", answer.text("field"));
    assertEquals(24_576, answer.body().path("limit_bytes").asInt());
    assertTrue(answer.text("detail").contains("24576"));
  }

  @Test
  void aPageOfLargeOperationsEndsEarlyAndGoesOnWithItsCursor() {
    var instance = instance("quiet");
    var body = tagged(instance, "v");
    for (var i = 0; i < 70; i++) {
      assertEquals(202, ada.post(API, body, "Prefer", "respond-async").status());
    }

    var ids = new ArrayList<String>();
    var cursor = "";
    var pages = 0;
    do {
      var page = ada.get(API + "?limit=200&instance_id=" + instance + cursor);
      assertEquals(200, page.status());
      assertTrue(page.http().body().length < 1_200_000, "bytes: " + page.http().body().length);
      page.body().path("operations").forEach(one -> ids.add(one.path("operation_id").asText()));
      cursor = page.text("next_cursor").equals("null") ? "" : page.text("next_cursor");
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      pages++;
    } while (!cursor.isEmpty());

    assertTrue(pages > 1, "one page had it all");
    assertEquals(70, ids.size());
    assertEquals(70, ids.stream().distinct().count());
  }

  @Test
  void parametersAreStoredOnceAndShownWhereverTheyWereSaid() {
    var instance = instance("dev");
    var id = ada.post(API, tagged(instance, "v")).text("operation_id");
    var path = API + '/' + id + "/history";
    await().atMost(PATIENCE).until(() -> ada.get(path).body().path("events").size() == 2);

    var history = ada.get(path).body().path("events");
    assertTrue(history.path(0).at("/data/parameters/tags").size() > 1);
    assertFalse(history.path(1).path("data").has("envelope"));
    var stored =
        pool.query(
                "select coalesce(max(octet_length(data::text)), 0) from history where operation_id"
                    + " = '"
                    + id
                    + "'")
            .executeAndAwait();
    assertTrue(stored.iterator().next().getInteger(0) < 5_000);
  }

  @Test
  void theFormToAskElsewhereIsStoredOnceAndShownWhereverItWasSaid() {
    var instance = instance("prod");
    var operation = ada.post(API, snapshot(instance, "one")).header("Location");
    var id = operation.substring(operation.lastIndexOf('/') + 1);
    var path = operation + "/history";
    await().atMost(PATIENCE).until(() -> ada.get(path).body().path("events").size() == 2);

    var said = ada.get(path).body().at("/events/1/data/change_request");
    assertEquals("Reboot", said.path("title").asText());
    assertEquals(said, ada.get(operation).body().path("change_request"));
    var stored =
        pool.query(
                "select count(*) from history where data ? 'change_request' and operation_id = '"
                    + id
                    + "'")
            .executeAndAwait();
    assertEquals(0L, stored.iterator().next().getLong(0));
  }

  @Test
  void operationsAreListedByTheEnvironmentThatPolicyClassifiedThemAs() {
    var instance = instance("dev");
    var id = ada.post(API, snapshot(instance, "one")).text("operation_id");
    var list = API + "?instance_id=" + instance + "&environment=";

    assertEquals(
        id, ada.get(list + "development").body().at("/operations/0/operation_id").asText());
    assertEquals(0, ada.get(list + "production").body().path("operations").size());
    assertEquals("environment", ada.get(list + "moon").text("field"));
    var shown = ada.get("/api/instances/" + instance).body().path("last_classified");
    assertEquals("development", shown.path("environment").asText());
    assertEquals("tag", shown.path("classified_by").asText());
    assertEquals(id, shown.path("operation_id").asText());
  }

  /** With as many tags as there may be, of the longest names and values there may be. */
  static String tagged(String instance, String letter) {
    var tags =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "{\"Key\": \"%s\", \"Value\": \"%s\"}"
                    .formatted(letter.repeat(125) + (100 + i), letter.repeat(256)))
            .collect(Collectors.joining(", "));
    return """
    {"operation": "create_snapshot", "instance_id": "%s",
     "parameters": {"snapshot_id": "one", "tags": [%s]}}
    """
        .formatted(instance, tags);
  }
}
