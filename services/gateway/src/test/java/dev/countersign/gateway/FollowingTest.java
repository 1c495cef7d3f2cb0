package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationResolved;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.gateway.operation.core.OperationView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Following operations: lists, live streams, cancelling. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class FollowingTest extends GatewayTest {
  private static final String API = "/api/operations";

  @Inject Pool pool;

  @Test
  void theNewestOperationsComeFirstAndPagesFollowEachOther() {
    var instance = instance("dev");
    var ids = new ArrayList<String>();
    for (var name : List.of("one", "two", "three")) {
      ids.addFirst(ada.post(API, snapshot(instance, name)).text("operation_id"));
    }

    var first = ada.get(API + "?limit=2&instance_id=" + instance);
    var second =
        ada.get(API + "?limit=2&instance_id=" + instance + "&cursor=" + first.text("next_cursor"));

    assertEquals(ids.subList(0, 2), ids(first));
    assertEquals(ids.subList(2, 3), ids(second));
    assertTrue(second.body().path("next_cursor").isNull());
  }

  @Test
  void operationsAreFoundByWhatTheyAre() {
    var instance = instance("dev");
    var carol = "carol-" + instance;
    var id =
        new Client(base, Tokens.of(carol))
            .post(API, snapshot(instance, "one"))
            .text("operation_id");
    var key = ada.get(API + '/' + id).body().path("instance").path("key").asText();
    var place = ACCOUNT + ':' + REGION + ':' + instance;
    var arn = "arn:aws:rds:" + REGION + ':' + ACCOUNT + ":db:" + instance;

    for (var filter :
        List.of(
            "requester=" + carol,
            "instance_id=" + instance + "&operation=create_snapshot&status=approved",
            "instance_id=" + key,
            "instance_id=" + place,
            "instance_id=" + arn)) {
      assertEquals(List.of(id), ids(ada.get(API + '?' + filter)), filter);
    }
    assertEquals(List.of(), ids(ada.get(API + "?status=failed&requester=" + carol)));
  }

  @Test
  void aFilterThatIsNoneIsRefused() {
    for (var filter :
        List.of(
            "limit=0",
            "limit=201",
            "colour=red",
            "status=done",
            "cursor=%21",
            "limit=1&limit=2",
            "requester=%00")) {
      assertEquals("invalid-query-parameter", ada.get(API + '?' + filter).problem(), filter);
    }
  }

  @Test
  void aStreamTellsTheWholeStoryAndEndsWithIt() throws IOException {
    var id = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    try (var stream = events(API + '/' + id + "/events")) {
      assertEquals(List.of("requested", "approved"), names(stream, 2));

      neighbours.carryOut(request(id));

      assertEquals(List.of("queued", "started", "progressed", "succeeded"), names(stream, 4));
      assertEquals(List.of(), names(stream, 1), "the stream has ended");
    }
  }

  @Test
  void aStreamGoesOnWhereTheClientLeftOff() throws IOException {
    var id =
        ada.post(API, snapshot(instance("done"), "one"), "Prefer", "wait=30").text("operation_id");
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id + "/history").body().path("events").size() == 6);

    try (var stream = events(API + '/' + id + "/events", "Last-Event-ID", "4")) {
      assertEquals(2, names(stream, 9).size());
    }
  }

  @Test
  void aStreamOfAllOperationsTellsWhatHappensFromNowOn() throws IOException {
    var instance = instance("dev");
    try (var stream = events("/api/events")) {
      var id = ada.post(API, snapshot(instance, "one")).text("operation_id");
      String line;
      do {
        line = stream.readLine();
      } while (line != null && !line.contains(id));
      assertTrue(line != null && line.startsWith("id: "));
    }
  }

  @Test
  void onePersonHasOnlySoManyStreams() throws IOException {
    var token = Tokens.of("mallory-" + Long.toString(System.nanoTime(), 36), "DBA");
    var mallory = new Client(base, token);
    var open = new ArrayList<InputStream>();
    try {
      for (var n = 0; n < 20; n++) {
        open.add(mallory.stream("/api/events").body());
      }
      var refused = mallory.get("/api/events");
      assertEquals("too-many-streams", refused.problem());
      assertTrue(refused.text("detail").startsWith("You have"), refused.text("detail"));
      ada.stream("/api/events").body().close();

      open.removeLast().close();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            var answer = mallory.stream("/api/events");
            open.add(answer.body());
            return answer.statusCode() == 200;
          });
    } finally {
      for (var stream : open) {
        stream.close();
      }
    }
  }

  @Test
  void whatAnotherReplicaLearnsIsHeardHere() throws IOException {
    var id =
        ada.post(API, snapshot(instance("silent"), "one"), "Prefer", "respond-async")
            .text("operation_id");
    try (var stream = events(API + '/' + id + "/events")) {
      assertEquals(List.of("requested"), names(stream, 1));

      // As another replica would: its transaction, then its notification.
      pool.withTransaction(sql ->
              sql.query(
                      """
                      insert into history
                      select operation_id, 2, 'dev.countersign.operation.approved.v1', 'x', 'y', 1,
                        now(), '{}' from history where operation_id = '%s';
                      select pg_notify('gateway_operation', 'another-replica %s')
                      """
                          .formatted(id, id))
                  .execute())
          .await()
          .atMost(PATIENCE);

      assertEquals(List.of("approved"), names(stream, 1));
    }
  }

  @Test
  void aStreamEndsWithTheTokenThatOpenedIt() throws IOException {
    var id = ada.post(API, snapshot(instance("quiet"), "one")).text("operation_id");
    var ends = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
    var brief = new Client(base, Tokens.until(ends));

    for (var path : List.of("/api/events", API + '/' + id + "/events")) {
      var stream = new BufferedReader(new InputStreamReader(brief.stream(path).body(), UTF_8));
      var names = assertTimeoutPreemptively(PATIENCE, () -> names(stream, 100));
      assertEquals("token-expired", names.getLast(), path);
      assertFalse(Instant.now().isBefore(ends), path);
    }
  }

  @Test
  void aWishToCancelIsPassedOnOnceAndItsAnswerIsShown() {
    var id = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");

    var first = ada.post(API + '/' + id + "/cancel", "{\"reason\": \"wrong one\"}");
    var again = ada.post(API + '/' + id + "/cancel", "");

    assertEquals(202, first.status());
    assertEquals(202, again.status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 2);
    var event = requests(id).getLast();
    assertEquals(2, event.sequence());
    var wish = assertInstanceOf(CancelRequested.class, event.data());
    assertEquals("wrong one", wish.reason());
    assertEquals("127.0.0.1", wish.clientAddress());

    neighbours.say(Topics.DECISIONS, event, 2, new CancelRefused(id, "not-yours", "Not yours."));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().path("cancel").path("refused").isTextual());
    ada.post(API + '/' + id + "/cancel", "{}");
    await().atMost(PATIENCE).until(() -> requests(id).size() == 3);
  }

  @Test
  void anIndeterminateOperationIsResolvedByWhoeverNamesTheEvidenceTheyLookedAt() {
    var id = indeterminate();
    var path = API + '/' + id + "/resolution";
    var finding = "{\"outcome\": \"did-not-happen\", \"comment\": \"no restart in the log\"%s}";

    var unseen = ada.post(path, finding.formatted(""));
    assertEquals(409, unseen.status());
    assertEquals("evidence-not-seen", unseen.problem());
    assertEquals("DescribeEvents", unseen.body().path("evidence").path(0).path("source").asText());
    var shown = ada.get(API + '/' + id);
    assertEquals(shown.text("evidence_id"), unseen.text("evidence_id"));
    assertEquals(1, requests(id).size(), "nothing was published");

    var seen = finding.formatted(", \"evidence_id\": \"" + unseen.text("evidence_id") + '"');
    var accepted = ada.post(path, seen);
    assertEquals(202, accepted.status());
    assertEquals(202, ada.post(path, seen).status(), "the same again changes nothing");
    assertEquals(
        "nothing-to-resolve", ada.post(path, seen.replace("did-not-happen", "happened")).problem());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 2);
    var request = requests(id).getLast();
    var asked = assertInstanceOf(ResolutionRequested.class, request.data());
    assertEquals(unseen.text("evidence_id"), asked.evidenceId());
    assertEquals("ada", asked.requester().subject());

    neighbours.say(
        Topics.STATUS,
        request,
        2,
        new OperationResolved(id, "did-not-happen", "ada", "no restart in the log"));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().path("success").isBoolean());
    var resolved = ada.get(API + '/' + id).body();
    assertEquals("indeterminate", resolved.path("status").asText());
    assertFalse(resolved.path("success").asBoolean());
    assertTrue(resolved.path("resolution").path("resolved_at").isTextual());
    assertEquals(
        "nothing-to-resolve", ada.post(path, seen.replace("did-not-happen", "happened")).problem());
  }

  @Test
  void aFindingThatPolicyRefusesCanBeMadeBySomebodyElse() {
    var id = indeterminate();
    var path = API + '/' + id + "/resolution";
    var finding =
        "{\"outcome\": \"happened\", \"comment\": \"seen\", \"evidence_id\": \"%s\"}"
            .formatted(ada.get(API + '/' + id).text("evidence_id"));
    ada.post(path, finding);
    await().atMost(PATIENCE).until(() -> requests(id).size() == 2);

    neighbours.say(
        Topics.DECISIONS,
        requests(id).getLast(),
        2,
        new ResolutionRefused(id, "not-yours-to-resolve", "Only DBA."));

    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().path("resolution").path("refused").isTextual());
    assertEquals(202, ada.post(path, finding).status());
    await().atMost(PATIENCE).until(() -> requests(id).size() == 3);
  }

  @Test
  void whatIsNotIndeterminateHasNothingToResolve() {
    var id = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    var path = API + '/' + id + "/resolution";
    var finding = "{\"outcome\": \"happened\", \"comment\": \"seen\"}";

    assertEquals("nothing-to-resolve", ada.post(path, finding).problem());
    assertEquals("operation-not-found", ada.post(API + "/x/resolution", finding).problem());
    for (var body :
        List.of(
            "{}",
            "{\"outcome\": \"happened\"}",
            "{\"outcome\": \"happened\", \"comment\": \"  \"}",
            "{\"outcome\": \"perhaps\", \"comment\": \"seen\"}",
            "{\"outcome\": true, \"comment\": \"seen\"}",
            "{\"outcome\": \"happened\", \"comment\": \"seen\", \"x\": \"y\"}")) {
      assertEquals(400, ada.post(path, body).status(), body);
    }
  }

  private String indeterminate() {
    var id = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    neighbours.say(
        Topics.STATUS,
        request(id),
        1,
        new OperationIndeterminate(
            id,
            "The answer was lost.",
            "Look at the engine's log.",
            List.of(new Evidence("DescribeEvents", Map.of("fact", "seen"), Instant.now()))));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).text("status").equals("indeterminate"));
    return id;
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    var id =
        ada.post(API, snapshot(instance("done"), "one"), "Prefer", "wait=30").text("operation_id");

    var answer = ada.post(API + '/' + id + "/cancel", "{}");

    assertEquals(409, answer.status());
    assertEquals("operation-ended", answer.problem());
    assertEquals("unknown-field", ada.post(API + '/' + id + "/cancel", "{\"x\": 1}").problem());
    assertEquals("operation-not-found", ada.post(API + "/x/cancel", "{}").problem());
  }

  @Test
  void anInstanceIsShownWithWhatCanBeAskedForOnIt() {
    var instance = instance("dev");

    var shown = ada.get("/api/instances/" + instance);

    assertEquals(instance, shown.text("instance_id"));
    var definitions = OperationCatalogue.load().definitions();
    var all = definitions.size();
    var onInstances = definitions.stream().filter(one -> one.kind().equals(Instance.KIND)).count();
    assertEquals(onInstances, shown.body().path("operations").size());
    assertEquals(
        1, ada.get("/api/instances?identifier=" + instance).body().path("instances").size());
    assertEquals(all, ada.get("/api/catalogue").body().path("operations").size());
    assertFalse(ada.get("/api/instances?limit=1").text("next_cursor").isEmpty());
  }

  @Test
  void aViewSurvivesItsWayThroughTheDatabase() {
    var id = ada.post(API, snapshot(instance("prod"), "one")).text("operation_id");

    var stored =
        pool.query("select view::text from operation where operation_id = '" + id + "'")
            .executeAndAwait();

    var view =
        dev.countersign.contracts.json.Json.read(
            stored.iterator().next().getString(0), OperationView.class);
    assertEquals(id, view.id());
  }

  private static List<String> ids(Client.Answer page) {
    var ids = new ArrayList<String>();
    page.body().path("operations").forEach(one -> ids.add(one.path("operation_id").asText()));
    return ids;
  }

  private BufferedReader events(String path, String... headers) {
    var answer = ada.stream(path, headers);
    assertEquals(200, answer.statusCode());
    assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  /** The names of the next events; fewer when the stream ends before. */
  private static List<String> names(BufferedReader stream, int count) throws IOException {
    var names = new ArrayList<String>();
    String line;
    while (names.size() < count && (line = stream.readLine()) != null) {
      if (line.startsWith("event: ")) {
        names.add(line.substring("event: ".length()));
      }
    }
    return names;
  }
}
