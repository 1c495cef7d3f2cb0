package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each kind of bad input has a problem of its own, and nothing of it reaches a topic. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class BadInputTest extends GatewayTest {
  private static final String API = "/api/operations";

  /** Asks for nothing but what a test asks for; others' requests may still be on their way. */
  private final String person = "ada-" + EventIds.next();

  @BeforeEach
  void asSomebodyElse() {
    ada = new Client(base, Tokens.of(person, "DBA"));
  }

  @Test
  void eachBadBodyHasItsOwnProblemAndNothingIsPublished() {
    var instance = instance("dev");
    var bad = new LinkedHashMap<String, List<String>>();
    bad.put(
        "malformed-json",
        List.of(
            "",
            "{",
            "{\"operation\": }",
            "{} {}",
            "nul",
            "{\"\\ud800\": 1}",
            "{\"operation\": \"reboot\", \"instance_id\": \"\\u0000\"}"));
    bad.put("missing-field", List.of("{}", "{\"operation\": \"reboot\"}"));
    bad.put(
        "unknown-field",
        List.of("{\"operation\": \"reboot\", \"instance_id\": \"x\", \"dry_run\": true}"));
    bad.put(
        "wrong-type",
        List.of(
            "[]",
            "{\"operation\": 1, \"instance_id\": \"x\"}",
            "{\"operation\": \"reboot\", \"instance_id\": null}",
            "{\"operation\": \"reboot\", \"instance_id\": \"x\", \"parameters\": []}"));
    bad.put("unknown-operation", List.of("{\"operation\": \"drop_it\", \"instance_id\": \"x\"}"));
    bad.put(
        "duplicate-key",
        List.of("{\"operation\": \"reboot\", \"operation\": \"reboot\", \"instance_id\": \"x\"}"));
    bad.put("nesting-too-deep", List.of("[".repeat(17) + "]".repeat(17), "{\"a\":".repeat(5000)));
    bad.put("value-too-long", List.of("{\"operation\": \"" + "a".repeat(9000) + "\"}"));
    bad.put("missing-parameter", List.of(body("create_snapshot", instance, "{}")));
    bad.put(
        "unknown-parameter",
        List.of(body("create_snapshot", instance, "{\"snapshot_id\": \"a\", \"x\": 1}")));
    bad.put(
        "invalid-parameter",
        List.of(
            body("modify_backup_window", instance, "{\"backup_window\": \"25:00-04:00\"}"),
            body("reboot", instance, "{\"force_failover\": \"yes\"}"),
            body("reboot", instance, "{\"force_failover\": null}")));
    bad.put("invalid-instance-id", List.of(body("reboot", "a b", "{}"), body("reboot", "", "{}")));
    bad.put("instance-not-found", List.of(body("reboot", "nobody", "{}")));

    var checks = new java.util.ArrayList<Executable>();
    bad.forEach(
        (problem, bodies) -> bodies.forEach(body -> checks.add(() -> refused(problem, body))));
    assertAll(checks);

    assertNothingWasPublishedBut(instance);
  }

  private void refused(String problem, String body) {
    var answer = ada.post(API, body, "Idempotency-Key", "bad-" + body.hashCode());
    assertEquals(problem, answer.problem(), answer.body()::toString);
    assertEquals(problem.equals("instance-not-found") ? 404 : 400, answer.status());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertFalse(answer.text("title").isEmpty());
    assertFalse(answer.text("detail").isEmpty());
    assertEquals(answer.header("X-Correlation-Id"), answer.text("correlation_id"));
    assertFalse(answer.body().toString().contains("Exception"), answer.body()::toString);
  }

  @Test
  void whatLooksLikeASecretIsRefusedByItsFieldAndNotRepeated() {
    var instance = instance("dev");
    var key = "AKIAIOSFODNN7EXAMPLE";
    var tags = "{\"snapshot_id\": \"a\", \"tags\": [{\"Key\": \"%s\", \"Value\": \"%s\"}]}";
    var operation = "/" + EventIds.next();
    var bodies =
        Map.of(
            "parameters.tags.0.Value", body("create_snapshot", instance, tags.formatted("a", key)),
            "parameters.tags.0.Key", body("create_snapshot", instance, tags.formatted(key, "a")),
            "instance_id", body("reboot", key, "{}"));
    bodies.forEach((field, body) -> secret(ada.post(API, body), field, key));
    secret(
        ada.post(API, body("create_snapshot", instance, tags.formatted("db-password", "hunter22"))),
        "parameters.tags.0.Value",
        "hunter22");
    secret(
        ada.post(API + operation + "/cancel", "{\"reason\": \"pwd=hunter22\"}"),
        "reason",
        "hunter22");
    secret(
        ada.post(
            API + operation + "/approvals",
            "{\"verdict\": \"reject\", \"comment\": \"Basic YWRhOmh1bnRlcjIy\"}"),
        "comment",
        "YWRhOmh1bnRlcjIy");
    secret(
        ada.post(
            API + operation + "/resolution",
            "{\"outcome\": \"happened\", \"comment\": \"postgres://a:hunter22@b/c\"}"),
        "comment",
        "hunter22");
    secret(ada.post("/api/reviews" + operation, "{\"comment\": \"" + key + "\"}"), "comment", key);
    secret(
        ada.post(API, body("reboot", instance, "{}"), "Idempotency-Key", key),
        "Idempotency-Key",
        key);
    var name = ada.post(API, "{\"" + key + "\": 1}");
    assertEquals("unknown-field", name.problem());
    assertFalse(name.body().toString().contains(key), name.body()::toString);
    assertNothingWasPublishedBut(instance);
  }

  private static void secret(Client.Answer answer, String field, String secret) {
    assertEquals("looks-like-secret", answer.problem(), answer.body()::toString);
    assertEquals(400, answer.status());
    assertEquals(field, answer.text("field"));
    assertFalse(answer.body().toString().contains(secret), answer.body()::toString);
  }

  @Test
  void aCorrelationIdThatLooksLikeASecretIsNotTakenOn() {
    var key = "AKIAIOSFODNN7EXAMPLE";
    var answer = ada.get(API + "/none", "X-Correlation-Id", key);
    assertFalse(answer.header("X-Correlation-Id").contains(key), answer.http()::toString);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndTheConnectionGoesOn() {
    var instance = instance("dev");
    var large = " ".repeat(1 << 20) + body("reboot", instance, "{}");

    var announced = ada.post(API, large);
    var chunked =
        ada.send(
                "POST",
                API,
                BodyPublishers.fromPublisher(BodyPublishers.ofString(large)),
                "Content-Type",
                "application/json")
            .join();

    assertEquals(413, announced.status());
    assertEquals("body-too-large", announced.problem());
    assertEquals(413, chunked.status());
    assertEquals("body-too-large", chunked.problem());
    assertNothingWasPublishedBut(instance);
  }

  @Test
  void onlyJsonIsTaken() {
    for (var type : List.of("text/plain", "application/xml", "application/json; charset=latin1")) {
      var answer =
          ada.send("POST", API, BodyPublishers.ofString("{}"), "Content-Type", type).join();
      assertEquals(415, answer.status());
      assertEquals("unsupported-media-type", answer.problem());
    }
  }

  @Test
  void aCompressedBodyIsNotTaken() {
    var answer =
        ada.send(
                "POST",
                API,
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip")
            .join();
    assertEquals(415, answer.status());
    assertEquals("unsupported-media-type", answer.problem());
  }

  @Test
  void aWindowThatIsNoneIsNamedWithItsFieldAndAHint() {
    var answer =
        ada.post(API, body("modify_backup_window", "x", "{\"backup_window\": \"25:00-04:00\"}"));

    assertEquals("parameters.backup_window", answer.text("field"));
    assertTrue(answer.text("next_step").contains("03:00-04:00"));
  }

  @Test
  void everythingThatIsWrongWithTheParametersIsSaidAtOnce() {
    var answer =
        ada.post(API, body("create_snapshot", "x", "{\"tags\": 1, \"y\": 2}"))
            .body()
            .path("errors");

    assertEquals(3, answer.size(), answer::toString);
  }

  @Test
  void anIdentifierOfSeveralInstancesIsAnsweredWithTheCandidates() {
    var identifier = instance("dev");
    var other = neighbours.observe("444455556666", REGION, identifier);
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> ada.get("/api/instances/" + other.key()).status() == 200);

    var ambiguous = ada.post(API, body("reboot", identifier, "{}"));

    assertEquals(400, ambiguous.status());
    assertEquals("ambiguous-instance", ambiguous.problem());
    assertEquals(2, ambiguous.body().path("candidates").size());
    for (var precise :
        List.of(other.key().toString(), other.arn(), "444455556666:" + REGION + ':' + identifier)) {
      assertEquals(202, ada.post(API, body("reboot", precise, "{}")).status(), precise);
    }
  }

  @Test
  void onlyAValidTokenOfOursOpensTheDoor() {
    var tokens =
        Map.of(
            "missing", "",
            "nonsense", "abc",
            "expired", Tokens.expired(),
            "for another service", Tokens.forAnotherService(),
            "from another issuer", Tokens.fromAnotherIssuer(),
            "signed by a stranger", Tokens.signedByAStranger());
    tokens.forEach((name, token) -> {
      var stranger = new Client(base, token);
      for (var answer : List.of(stranger.get(API), stranger.post(API, "{}"))) {
        assertEquals(401, answer.status(), name);
        assertEquals("unauthenticated", answer.problem(), name);
        assertEquals("Bearer", answer.header("WWW-Authenticate"), name);
      }
    });
  }

  @Test
  void whatIsNotThereAndWhatIsNotOfferedAreProblemsToo() {
    assertEquals("not-found", ada.get("/api/nothing").problem());
    assertEquals("operation-not-found", ada.get(API + "/nothing").problem());
    assertEquals("operation-not-found", ada.get(API + "/nothing/history").problem());
    assertEquals("instance-not-found", ada.get("/api/instances/nothing").problem());
    var wrong = ada.send("DELETE", API, BodyPublishers.noBody()).join();
    assertEquals(405, wrong.status());
    assertEquals("method-not-allowed", wrong.problem());
    assertEquals("GET, POST", wrong.header("Allow"));
  }

  @Test
  void aCorrelationIdThatCouldDoHarmIsReplaced() {
    var answer = ada.get("/api/catalogue", "X-Correlation-Id", "<script>");

    assertEquals(36, answer.header("X-Correlation-Id").length());
  }

  /**
   * Whatever is published keeps its order: once a later request is there, so is what came before.
   */
  private void assertNothingWasPublishedBut(String instance) {
    var good = ada.post(API, body("reboot", instance, "{}")).text("operation_id");
    request(good);
    assertEquals(
        List.of(good),
        neighbours.requests().stream()
            .filter(event ->
                event.data() instanceof RequestEvent said
                    && said.requester().subject().equals(person))
            // Delivered twice it is the same; published twice it is not.
            .distinct()
            .map(Event::subject)
            .toList());
  }

  private static String body(String operation, String instance, String parameters) {
    return "{\"operation\": \"%s\", \"instance_id\": \"%s\", \"parameters\": %s}"
        .formatted(operation, instance, parameters);
  }
}
