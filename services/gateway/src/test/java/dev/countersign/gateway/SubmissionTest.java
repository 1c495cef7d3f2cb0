package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class SubmissionTest extends GatewayTest {
  private static final String API = "/api/operations";

  @Test
  void aSubmissionIsPublishedAndAnsweredWithItsDecision() {
    var instance = instance("dev");

    var answer = ada.post(API, snapshot(instance, "one"), "X-Correlation-Id", "corr-1");

    assertEquals(202, answer.status(), answer.body()::toString);
    assertEquals("approved", answer.text("status"));
    assertEquals("development", answer.text("environment"));
    assertEquals(API + '/' + answer.text("operation_id"), answer.header("Location"));
    assertEquals("corr-1", answer.header("X-Correlation-Id"));
    var event = request(answer.text("operation_id"));
    assertEquals("corr-1", event.trace().correlationId());
    assertEquals(1, event.sequence());
    var request = assertInstanceOf(OperationRequested.class, event.data());
    assertEquals("ada", request.requester().subject());
    assertEquals("127.0.0.1", request.clientAddress());
    assertEquals(event.partitionKey(), request.resource().toString());
  }

  @Test
  void aRefusalIsAProblemWithTheChangeRequestToFile() {
    var instance = instance("prod");

    var answer = ada.post(API, snapshot(instance, "one"));

    assertEquals(403, answer.status(), answer.body()::toString);
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals("production-closed", answer.problem());
    assertTrue(answer.text("detail").startsWith("Operations not allowed on production"));
    assertEquals("Reboot", answer.body().path("change_request").path("title").asText());
    assertEquals("production", answer.text("environment"));
    assertEquals("rejected", ada.get(answer.header("Location")).text("status"));
  }

  @Test
  void theAliasWithoutApiWorksToo() {
    var answer = ada.post("/operations", snapshot(instance("dev"), "one"));

    assertEquals(202, answer.status());
    assertEquals(200, ada.get("/operations/" + answer.text("operation_id")).status());
  }

  @Test
  void whoeverPrefersNotToWaitIsAnsweredAsSoonAsItIsDurable() {
    var answer = ada.post(API, snapshot(instance("silent"), "one"), "Prefer", "respond-async");

    assertEquals(202, answer.status());
    assertEquals("requested", answer.text("status"));
    assertEquals("respond-async", answer.header("Preference-Applied"));
    request(answer.text("operation_id"));
  }

  @Test
  void whoeverPrefersToWaitIsAnsweredWithTheOutcome() {
    var answer = ada.post(API, snapshot(instance("done"), "one"), "Prefer", "wait=30");

    assertEquals(200, answer.status(), answer.body()::toString);
    assertEquals("succeeded", answer.text("status"));
    assertTrue(answer.body().path("success").asBoolean());
    assertEquals("wait=30", answer.header("Preference-Applied"));
    assertEquals("available", answer.body().path("result").path("status").asText());
  }

  @Test
  void aDecisionThatDoesNotComeInTimeIsNotWaitedFor() {
    var answer = ada.post(API, snapshot(instance("silent"), "one"));

    assertEquals(202, answer.status());
    assertEquals("requested", answer.text("status"));
    assertTrue(answer.body().path("success").isNull());
  }

  @Test
  void anOutcomeThatDoesNotComeInTimeIsNotWaitedFor() {
    var answer = ada.post(API, snapshot(instance("dev"), "one"), "Prefer", "wait=8");

    assertEquals(202, answer.status());
    assertEquals("approved", answer.text("status"));
  }

  @Test
  void anOperationIsFollowedToItsEnd() {
    var id = ada.post(API, snapshot(instance("done"), "one")).text("operation_id");

    // Topics overtake each other: the approval may be heard of after the success.
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id + "/history").body().path("events").size() == 6);

    assertEquals("succeeded", ada.get(API + '/' + id).text("status"));
    var first = ada.get(API + '/' + id + "/history").body().path("events").path(0);
    assertEquals("dev.countersign.operation.requested.v1", first.path("type").asText());
  }
}
