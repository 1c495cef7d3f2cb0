package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that were written for the flat answers of the first API. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(FirstClientsTest.Waiting.class)
class FirstClientsTest extends GatewayTest {
  private static final String API = "/api/operations";

  /** Whoever says nothing waits for the outcome. */
  public static class Waiting implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("countersign.gateway.default-wait", "PT60S");
    }
  }

  @Test
  void aSubmissionWithoutPreferIsAnsweredWithTheOutcomeAndItsFieldsBesideTheResult() {
    var answer = ada.post(API, snapshot(instance("done"), "one"));

    assertEquals(200, answer.status(), answer.body()::toString);
    assertEquals("", answer.header("Preference-Applied"));
    assertTrue(answer.body().path("success").asBoolean());
    assertEquals("one", answer.body().path("result").path("snapshot_id").asText());
    assertEquals("one", answer.text("snapshot_id"));
    // What the operation's own state is called stays that.
    assertEquals("succeeded", answer.text("status"));
  }

  @Test
  void aRefusalHasItsTextWhereFirstClientsReadIt() {
    var refused = ada.post(API, snapshot(instance("prod"), "one"));

    assertEquals(403, refused.status());
    assertFalse(refused.text("error").isBlank());
    assertEquals(refused.text("detail"), refused.text("error"));
  }

  @Test
  void healthIsSaidToWhoeverAsks() {
    var answer = new Client(base, "").get("/health");

    assertEquals(200, answer.status());
    assertEquals("healthy", answer.text("status"));
    assertFalse(Instant.parse(answer.text("timestamp")).isAfter(Instant.now().plusSeconds(60)));
    assertEquals(2, answer.body().size());
  }

  @Test
  void operationsAreListedByOutcomeAndTimeInEitherOrder() {
    var instance = instance("done");
    var ids = new ArrayList<String>();
    for (var snapshot : List.of("one", "two", "three")) {
      ids.add(ada.post(API, snapshot(instance, snapshot)).text("operation_id"));
    }
    var all = "?instance_id=" + instance;
    await().atMost(PATIENCE).until(() -> listed(all + "&success=true").size() == 3);

    assertEquals(ids.reversed(), listed(all));
    assertEquals(ids, listed(all + "&order=oldest"));
    assertEquals(List.of(), listed(all + "&success=false"));
    assertEquals(ids.reversed(), listed(all + "&from=1970-01-01T00:00:00Z"));
    assertEquals(List.of(), listed(all + "&to=1970-01-01T00:00:00Z"));
    var second = ada.get(API + '/' + ids.get(1)).text("requested_at");
    assertEquals(ids.subList(1, 3), listed(all + "&order=oldest&from=" + second));
    assertEquals(ids.subList(0, 1), listed(all + "&order=oldest&to=" + second));
  }

  @Test
  void aPageInEitherOrderGoesOnWhereTheOneBeforeEnded() {
    var instance = instance("done");
    var ids = new ArrayList<String>();
    for (var snapshot : List.of("one", "two", "three")) {
      ids.add(ada.post(API, snapshot(instance, snapshot)).text("operation_id"));
    }

    var query = API + "?limit=2&order=oldest&instance_id=" + instance;
    var first = ada.get(query);
    var rest = ada.get(query + "&cursor=" + first.text("next_cursor"));

    assertEquals(ids.subList(0, 2), ids(first.body()));
    assertEquals(ids.subList(2, 3), ids(rest.body()));
    assertTrue(rest.body().path("next_cursor").isNull());
  }

  @Test
  void whatCannotBeReadIsSaidByName() {
    for (var query :
        List.of(
            "success=maybe",
            "from=yesterday",
            "to=2026-13-01",
            "from=-1000000000-01-01T00:00:00Z",
            "to=%2B1000000000-12-31T23:59:59Z",
            "order=random")) {
      var answer = ada.get(API + '?' + query);
      assertEquals(400, answer.status(), query);
      assertEquals(query.split("=")[0], answer.text("field"));
    }
  }

  private List<String> listed(String query) {
    return ids(ada.get(API + query).body());
  }

  private static List<String> ids(JsonNode page) {
    return page.path("operations")
        .valueStream()
        .map(one -> one.path("operation_id").asText())
        .toList();
  }
}
