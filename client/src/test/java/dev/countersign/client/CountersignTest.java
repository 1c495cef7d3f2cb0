package dev.countersign.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does where the server is in trouble, with a server that is told what to say. */
class CountersignTest {
  private static final String TOKEN = "eyJ.secret.token";
  private static final Submission SNAPSHOT =
      Submission.of("create_snapshot", "dev-postgres-01", Map.of("snapshot_id", "one"));

  private final TestServer server = new TestServer();
  private final Settings settings = Settings.of(server.url(), () -> TOKEN);
  private final Countersign api = new Countersign(settings);

  @AfterEach
  void close() {
    api.close();
    server.close();
  }

  @Test
  void aSubmissionIsRepeatedUnderItsOneKeyUntilItIsAnswered() {
    server.hangUp();
    server.problem(503, "temporarily-unavailable", "Retry-After", "0");
    server.problem(409, "idempotency-in-flight", "Retry-After", "0");
    server.json(202, TestServer.operation("requested"), "Idempotency-Replayed", "true");

    var accepted = api.submit(SNAPSHOT.asSoonAsDurable());

    assertEquals(Status.REQUESTED, accepted.operation().status());
    assertTrue(accepted.replayed());
    assertEquals(4, server.requests().size());
    var keys = new HashSet<String>();
    server.requests().forEach(request -> keys.add(request.header("Idempotency-Key")));
    assertEquals(new HashSet<>(List.of(SNAPSHOT.idempotencyKey())), keys);
    assertEquals("respond-async", server.requests().getFirst().header("Prefer"));
    assertEquals("Bearer " + TOKEN, server.requests().getFirst().header("Authorization"));
  }

  @Test
  void whatHasNoKeyIsSentOnce() {
    server.problem(503, "outcome-unknown", "Retry-After", "0");

    var refused = assertThrows(ProblemException.class, () -> api.cancel("one", "wrong instance"));

    assertEquals("outcome-unknown", refused.problem().name());
    assertEquals(Duration.ZERO, refused.retryAfter().orElseThrow());
    assertEquals(1, server.requests().size());
  }

  @Test
  void aRefusalIsNotRepeatedAndSaysWhy() {
    server.json(
        403,
        """
        {"type": "https://countersign.dev/problems/production-closed", "title": "No", "status": 403,
         "detail": "Closed.", "correlation_id": "c-1", "operation_id": "o-1", "rules": ["gate@1"],
         "errors": [{"type": "t", "field": "f", "detail": "d", "hint": "h"}]}
        """,
        "Content-Type",
        "application/problem+json");

    var refused = assertThrows(ProblemException.class, () -> api.submit(SNAPSHOT));

    assertEquals(403, refused.status());
    assertEquals("production-closed", refused.problem().name());
    assertEquals("c-1", refused.problem().correlationId());
    assertEquals(List.of("gate@1"), refused.problem().rules());
    assertEquals(List.of(new Problem.FieldError("t", "f", "d", "h")), refused.problem().errors());
    assertFalse(refused.forNow());
    assertEquals(1, server.requests().size());
  }

  @Test
  void repeatsEndWhenPatienceDoesAndDoNotOutwaitIt() {
    server.problem(503, "too-many-reads", "Retry-After", "60");
    try (var hasty = new Countersign(settings.withPatience(Duration.ofSeconds(1)))) {
      var refused = assertThrows(ProblemException.class, () -> hasty.operation("one"));
      assertEquals(Duration.ofSeconds(60), refused.retryAfter().orElseThrow());
    }
    assertEquals(1, server.requests().size());
  }

  @Test
  void anAnswerWithoutAProblemDocumentIsAProblemAllTheSame() {
    server.respond(404, "<html>", "Content-Type", "text/html");

    var refused = assertThrows(ProblemException.class, () -> api.operation("one"));

    assertEquals(404, refused.problem().status());
  }

  @Test
  void listsAreReadPageByPageAsTheyAreNeeded() {
    server.json(
        200, "{\"instances\": [" + TestServer.instance("a") + "], \"next_cursor\": \"x y\"}");
    server.json(200, "{\"instances\": [" + TestServer.instance("b") + "], \"next_cursor\": null}");

    var first = api.instances(InstanceQuestion.any()).iterator();
    assertEquals("a", first.next().instanceId());
    assertEquals(1, server.requests().size());
    assertEquals("b", first.next().instanceId());
    assertFalse(first.hasNext());

    assertEquals("/api/instances?limit=500&cursor=x%20y", server.requests().getLast().path());
  }

  @Test
  void followingGoesOnBehindTheLastEventWhenTheConnectionBreaks() {
    server.brokenEvents(
        TestServer.event(1, "requested") + TestServer.event(2, "approved") + "id: 3\n");
    server.events("event: token-expired\ndata: {}\n\n");
    server.events(TestServer.event(3, "started"));
    server.json(200, TestServer.operation("started", 3));
    server.events(": alive\n\n" + TestServer.event(4, "succeeded"));
    server.json(200, TestServer.operation("succeeded", 4));

    try (var events = api.follow("one")) {
      assertEquals(
          List.of("requested", "approved", "started", "succeeded"),
          events.map(HistoryEntry::name).toList());
    }

    assertEquals(
        List.of("0", "2", "2", "3"),
        server.requests().stream()
            .filter(request -> request.path().endsWith("/events"))
            .map(request -> request.header("Last-Event-ID"))
            .toList());
  }

  @Test
  void whereNoStreamIsToBeHadTheHistoryIsAskedInstead() {
    server.problem(503, "too-many-streams", "Retry-After", "0");
    server.json(200, TestServer.operation("started", 1));
    server.json(200, TestServer.history(TestServer.entry(1, "requested")));
    server.problem(503, "too-many-streams", "Retry-After", "0");
    server.json(200, TestServer.operation("succeeded", 2));
    server.json(
        200,
        TestServer.history(TestServer.entry(1, "requested"), TestServer.entry(2, "succeeded")));

    try (var events = api.follow("one")) {
      assertEquals(List.of("requested", "succeeded"), events.map(HistoryEntry::name).toList());
    }
  }

  @Test
  void whereNoStreamIsToBeHadForLongerThanPatienceTheHistoryIsGoneOnWith() {
    var patience = Duration.ofMillis(250);
    for (var i = 0; i < 4; i++) {
      server.problem(503, "too-many-streams", "Retry-After", "0");
      server.json(200, TestServer.operation("started", 1));
      server.json(200, TestServer.history(TestServer.entry(1, "requested")));
    }
    server.problem(503, "too-many-streams", "Retry-After", "0");
    server.json(200, TestServer.operation("succeeded", 2));
    server.json(
        200,
        TestServer.history(TestServer.entry(1, "requested"), TestServer.entry(2, "succeeded")));

    try (var patient = new Countersign(settings.withPatience(patience));
        var events = patient.follow("one")) {
      assertEquals(List.of("requested", "succeeded"), events.map(HistoryEntry::name).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"and so on", "data: and so on\n"})
  void anEventWithoutAnEndIsNotCollected(String again) {
    server.endlessEvents(again);
    try (var hasty = new Countersign(settings.withPatience(Duration.ZERO));
        var events = hasty.follow("one")) {
      var broken = assertThrows(NotAnswered.class, () -> events.forEach(event -> {}));
      assertTrue(
          String.valueOf(broken.getCause()).contains("more than 1048576 characters"),
          () -> String.valueOf(broken.getCause()));
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsNotWaitedForWithoutEnd() {
    server.stalled();
    var hasty = settings.withTimeout(Duration.ofMillis(300)).withPatience(Duration.ZERO);
    try (var api = new Countersign(hasty)) {
      assertThrows(NotAnswered.class, () -> api.operation("one"));
    }
  }

  @Test
  void aProblemWithoutATypeIsToldByItsStatus() {
    server.respond(409, "{\"title\": \"t\"}", "Content-Type", "application/problem+json");
    var refused = assertThrows(ProblemException.class, () -> api.operation("one"));
    assertEquals(409, refused.problem().status());
  }

  @Test
  void aTokenThatNoHeaderTakesIsNotShown() {
    try (var api = new Countersign(Settings.of(server.url(), () -> "secret\n"))) {
      var refused = assertThrows(IllegalArgumentException.class, () -> api.operation("one"));
      assertFalse(refused.toString().contains("secret"), refused.toString());
    }
  }

  @Test
  void everyCallIsUnderTheCorrelationIdThatIsGiven() {
    server.json(200, TestServer.operation("started"));

    api.under("c-77").operation("one");

    assertEquals("c-77", server.requests().getFirst().header("X-Correlation-Id"));
  }

  @Test
  void theTokenIsInNoExceptionAndInNothingThatIsPrinted() {
    server.problem(401, "unauthenticated");
    var refused = assertThrows(ProblemException.class, () -> api.operation("one"));
    server.close();
    try (var hasty = new Countersign(settings.withPatience(Duration.ZERO))) {
      var lost = assertThrows(NotAnswered.class, () -> hasty.operation("one"));
      for (var text : List.of(refused.toString(), lost.toString(), settings.toString())) {
        assertFalse(text.contains("secret"), text);
      }
    }
  }
}
