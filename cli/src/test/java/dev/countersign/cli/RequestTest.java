package dev.countersign.cli;

import static dev.countersign.cli.Ran.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.cli.Ran.Place;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking for operations, with a server that is told what to say. */
class RequestTest {
  private static final String POST = "POST /api/operations";
  private static final String GET = "GET /api/operations/one";
  private static final String EVENTS = "GET /api/operations/one/events";
  private static final String CATALOGUE =
      """
      {"operations": [{"name": "modify_storage", "aliases": ["grow"], "parameters": {"properties": {
        "allocated_storage": {"type": "integer"}, "storage_type": {"type": "string"},
        "also_apply": {"type": "array", "items": {"type": "string"}}, "now": {"type": "boolean"},
        "snapshot_id": {"type": "string"}}}}]}
      """;

  private final Server server = new Server();
  private Place place = Place.in(Path.of("/nowhere"));

  @BeforeEach
  void home(@TempDir Path home) {
    place = Place.in(home);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anAcceptedRequestIsPrintedAsItCameAndItsKeySaid() {
    var answer = Server.operation("approved", 2);
    server.on(POST, 202, answer);

    var ran = place.signedIn(server, "request", "create_snapshot", "dev-1", "a=b=c", "-o", "json");

    assertEquals(0, ran.exit(), ran::err);
    assertEquals(answer, ran.out());
    var sent = server.requests().getFirst();
    assertTrue(ran.err().contains("Idempotency key: " + sent.header("Idempotency-Key")), ran::err);
    assertEquals("Bearer " + TOKEN, sent.header("Authorization"));
    assertEquals("b=c", json(sent.body()).path("parameters").path("a").asText());
    assertEquals("dev-1", json(sent.body()).path("instance_id").asText());
  }

  @Test
  void aBrokenConnectionIsRepeatedUnderTheSameKey() {
    server.hangUp(POST);
    server.problem(POST, 503, "outcome-unknown", "");
    server.on(POST, 202, Server.operation("approved", 2), "Idempotency-Replayed", "true");

    var ran =
        place.signedIn(server, "request", "create_snapshot", "dev-1", "--idempotency-key", "k-1");

    assertEquals(0, ran.exit(), ran::err);
    assertEquals(
        "k-1 k-1 k-1",
        server.requests().stream()
            .map(request -> request.header("Idempotency-Key"))
            .collect(Collectors.joining(" ")));
    assertTrue(ran.err().contains("asking again, which is safe"), ran::err);
    assertTrue(ran.err().contains("Repeated: this is the operation of the first"), ran::err);
  }

  @Test
  void whereNoAnswerComesItIsTransient() {
    server.hangUp(POST);

    var ran = place.signedIn(server, "request", "reboot", "dev-1", "--retry-for", "0s");

    assertEquals(75, ran.exit(), ran::err);
    assertFalse(ran.err().contains("secret"), ran::err);
  }

  @Test
  void aRefusalIsAProblemOnStandardErrorAndNothingElse() {
    server.problem(
        POST, 403, "production-closed", ", \"operation_id\": \"one\", \"next_step\": \"Ask.\"");

    var ran = place.signedIn(server, "request", "reboot", "prod-1", "-o", "json");
    var inWords = place.signedIn(server, "request", "reboot", "prod-1");

    assertEquals(3, ran.exit());
    assertEquals("", ran.out());
    var problem = json(ran.err().lines().skip(1).collect(Collectors.joining()));
    assertEquals("what is wrong", problem.path("detail").asText());
    assertTrue(inWords.err().contains("next step: Ask."), inWords::err);
  }

  @Test
  void waitingFollowsTheStreamToTheEnd() {
    server.on(POST, 202, Server.operation("approved", 2));
    server.on(
        EVENTS,
        200,
        Server.event(3, "started") + Server.event(4, "succeeded"),
        "Content-Type",
        "text/event-stream");
    server.on(GET, 200, Server.operation("started", 3));
    server.on(GET, 200, Server.operation("succeeded", 4));

    var ran = place.signedIn(server, "request", "create_snapshot", "dev-1", "--wait", "-o", "name");

    assertEquals(0, ran.exit(), ran::err);
    assertEquals("one\n", ran.out());
    assertTrue(ran.err().contains("started") && ran.err().contains("succeeded"), ran::err);
  }

  @Test
  void whatWasNotReachedInTimeIsStillGoingOrWaitsForPeople() {
    server.on(POST, 202, Server.operation("approved", 2));
    server.endless(EVENTS, "");
    server.on(GET, 200, Server.operation("approved", 2));
    var going = place.signedIn(server, "request", "reboot", "dev-1", "--wait", "--timeout", "1s");
    assertEquals(8, going.exit(), going::err);

    var other = new Server();
    try (other) {
      other.on(POST, 202, Server.operation("approval-required", 2));
      var waits = place.signedIn(other, "request", "reboot", "dev-1", "--wait=decided");
      assertEquals(9, waits.exit(), waits::err);
      var accepted = place.signedIn(other, "request", "reboot", "dev-1");
      assertEquals(0, accepted.exit(), accepted::err);
      assertTrue(accepted.err().contains("cs approve one"), accepted::err);
    }
  }

  @Test
  void valuesAreWhatTheCatalogueSaysAndItIsAskedOnlyWhereThatMatters() {
    server.on("GET /api/catalogue", 200, CATALOGUE);
    server.on(POST, 202, Server.operation("approved", 2));

    place.signedIn(server, "request", "modify_storage", "dev-1", "storage_type=gp3");
    assertEquals(1, server.requests().size());
    var ran =
        place.signedIn(
            server,
            "request",
            "grow",
            "dev-1",
            "allocated_storage=200",
            "also_apply=A=1",
            "also_apply=B=2",
            "now=true",
            "snapshot_id=007");

    assertEquals(0, ran.exit(), ran::err);
    assertEquals(
        json(
            "{\"allocated_storage\": 200, \"also_apply\": [\"A=1\", \"B=2\"], \"now\": true,"
                + " \"snapshot_id\": \"007\"}"),
        json(server.requests().getLast().body()).path("parameters"));
  }

  @Test
  void productionIsConfirmedByItsName() {
    server.on(POST, 202, Server.operation("approved", 2));

    var wrong =
        place.signedIn(server, "request", "reboot", "prod-1", "--confirm-production", "prod-2");
    assertEquals(2, wrong.exit());
    assertEquals(0, server.requests().size());
    place.signedIn(
        server,
        "request",
        "reboot",
        "prod-1",
        "--confirm-production",
        "prod-1",
        "--break-glass",
        "Fire");

    var sent = json(server.requests().getLast().body());
    assertTrue(sent.path("parameters").path("confirm_production").asBoolean());
    assertEquals("Fire", sent.path("break_glass").path("reason").asText());
  }

  @Test
  void clustersKeysAndArnsAreNamedAsTheApiNamesThem() {
    server.on(POST, 202, Server.operation("approved", 2));
    place.signedIn(server, "request", "failover_cluster", "orders", "--cluster");
    place.signedIn(server, "request", "reboot", "1:eu:rds:db:K");
    place.signedIn(server, "request", "reboot", "1:eu:dev-1");

    assertEquals("orders", json(server.requests().get(0).body()).path("cluster_id").asText());
    assertEquals("1:eu:rds:db:K", json(server.requests().get(1).body()).path("resource").asText());
    assertEquals("1:eu:dev-1", json(server.requests().get(2).body()).path("instance_id").asText());
  }

  @Test
  void cancellingShowsWhatCameOfIt() {
    server.on("POST /api/operations/one/cancel", 202, Server.operation("started", 3));
    server.on(EVENTS, 200, Server.event(4, "cancel-refused"), "Content-Type", "text/event-stream");
    server.on(
        GET,
        200,
        Server.operation("started", 4)
            .replace(
                "\"links\"",
                "\"cancel\": {\"granted\": false, \"refused\": \"not-yours\"}, \"links\""));

    var ran = place.signedIn(server, "cancel", "one", "--reason", "wrong one");

    assertEquals(3, ran.exit(), ran::err);
    assertTrue(ran.err().contains("Not cancelled: not-yours"), ran::err);
    assertEquals("wrong one", json(server.requests().getFirst().body()).path("reason").asText());
  }

  @Test
  void whatIsTypedWronglyIsSaidBeforeAnythingIsSent() {
    assertEquals(2, place.signedIn(server, "request", "reboot").exit());
    assertEquals(2, place.signedIn(server, "request", "reboot", "dev-1", "force").exit());
    assertEquals(2, place.signedIn(server, "request", "reboot", "dev-1", "--wait=sometime").exit());
    assertEquals(
        2, place.signedIn(server, "request", "reboot", "dev-1", "--timeout", "soon").exit());
    var typo = place.signedIn(server, "reqest", "reboot", "dev-1");
    assertEquals(2, typo.exit());
    assertTrue(typo.err().contains("request"), typo::err);
    assertEquals(0, server.requests().size());
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }
}
