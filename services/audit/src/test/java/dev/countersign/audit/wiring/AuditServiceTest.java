package dev.countersign.audit.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.SignedNote;
import dev.countersign.audit.checkpoint.VerifierKey;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.ProofCheck;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RunningAudit.class)
class AuditServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TestHTTPResource("/")
  URI base;

  private final HttpClient http = HttpClient.newHttpClient();
  private TestKafka kafka;

  @BeforeEach
  void connect() {
    kafka = new TestKafka(TestInfra.shared().bootstrapServers());
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  @Test
  void anOperationsEventsAreFoundInOrderAndAcknowledged() throws Exception {
    var operation = EventIds.next();
    var events =
        List.of(
            SampleEvents.requested(operation, "alice"),
            SampleEvents.rejected(operation),
            SampleEvents.progressed(operation, 1),
            SampleEvents.progressed(operation, 2));
    for (var event : events) {
      kafka.send(event);
      await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);
    }

    var found = json("/api/ledger/entries?operation=" + operation).get("entries");

    assertEquals(
        events.stream().map(event -> event.id()).toList(),
        stream(found).map(one -> one.at("/entry/attributes/id").asText()).toList());
    assertEquals("before-upgrade", found.get(0).at("/entry/data/parameters/snapshot_id").asText());
  }

  @Test
  void entriesAreFoundByInstancePersonEnvironmentTypeAndTime() throws Exception {
    var operation = EventIds.next();
    var person = "bob-" + operation;
    var events =
        List.of(SampleEvents.requested(operation, person), SampleEvents.rejected(operation));
    kafka.sendAll(events);
    await().atMost(PATIENCE).until(() -> events.stream().allMatch(e -> kafka.acknowledged(e) > 0));

    var only = "&operation=" + operation;
    assertEquals(2, count("?person=" + person));
    assertEquals(2, count("?instance=" + SampleEvents.INSTANCE + only));
    assertEquals(2, count("?instance=dev-postgres-01" + only));
    assertEquals(0, count("?instance=another" + only));
    var arn = "arn:aws:rds:eu-central-1:111122223333:db:";
    assertEquals(2, count("?resource=" + arn + "dev-postgres-01" + only));
    assertEquals(0, count("?resource=" + arn + "another" + only));
    assertEquals(
        0, count("?resource=" + arn.replace(":db:", ":cluster:") + "dev-postgres-01" + only));
    assertEquals(2, count("?resource=111122223333:eu-central-1:dev-postgres-01" + only));
    assertEquals(0, count("?resource=111122223333:us-east-1:dev-postgres-01" + only));
    assertEquals(2, count("?environment=production" + only));
    assertEquals(0, count("?environment=test" + only));
    assertEquals(1, count("?type=dev.countersign.operation.rejected.v1" + only));
    assertEquals(2, count("?from=2026-05-01T08:00:00Z&to=2026-05-01T10:00:01%2B02:00" + only));
    assertEquals(0, count("?to=2026-05-01T08:00:00Z" + only));
  }

  @Test
  void cursorsLeadThroughAllPages() throws Exception {
    var operation = EventIds.next();
    var events = new ArrayList<Event>();
    for (int i = 1; i <= 7; i++) {
      events.add(SampleEvents.progressed(operation, i));
    }
    kafka.sendAll(events);
    await().atMost(PATIENCE).until(() -> events.stream().allMatch(e -> kafka.acknowledged(e) > 0));

    var ids = new ArrayList<String>();
    var cursor = "";
    do {
      var page = json("/api/ledger/entries?limit=3&operation=" + operation + cursor);
      stream(page.get("entries")).forEach(e -> ids.add(e.at("/entry/attributes/id").asText()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : "";
    } while (!cursor.isEmpty());

    assertEquals(events.stream().map(event -> event.id()).toList(), ids);
  }

  @Test
  void aPageEndsWhereItIsLargeAndItsCursorLeadsOn() throws Exception {
    var operation = EventIds.next();
    var events = new ArrayList<Event>();
    for (int i = 1; i <= 50; i++) {
      var data = new OperationProgressed(operation, "confirming", null, "x".repeat(60_000));
      events.add(SampleEvents.event("/countersign/executor", operation, i, data));
    }
    kafka.sendAll(events);
    await().atMost(PATIENCE).until(() -> events.stream().allMatch(e -> kafka.acknowledged(e) > 0));

    var ids = new ArrayList<String>();
    var cursor = "";
    do {
      var answer = get("/api/ledger/entries?limit=1000&operation=" + operation + cursor);
      assertTrue(answer.body().length < 1_200_000, () -> "a page of " + answer.body().length);
      var page = Json.mapper().readTree(answer.body());
      stream(page.get("entries")).forEach(e -> ids.add(e.at("/entry/attributes/id").asText()));
      cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").asText() : "";
    } while (!cursor.isEmpty());

    assertEquals(events.stream().map(event -> event.id()).toList(), ids);
  }

  @Test
  void howeverManyReadALargePageEachIsAnsweredOrToldToComeBack() throws Exception {
    var operation = EventIds.next();
    var data = new OperationProgressed(operation, "confirming", null, "x".repeat(60_000));
    var event = SampleEvents.event("/countersign/executor", operation, 1, data);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);

    var answers = new ArrayList<Future<Integer>>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 100; i++) {
        var path = "/api/ledger/entries?operation=" + operation;
        answers.add(readers.submit(() -> get(path).statusCode()));
      }
    }
    for (var answer : answers) {
      assertTrue(Set.of(200, 503).contains(answer.get()), () -> "answered " + answer.resultNow());
    }
    // Every turn was given back.
    for (var i = 0; i < 10; i++) {
      assertEquals(1, count("?operation=" + operation));
    }
  }

  @Test
  void everyEntryIsProvenAgainstTheSignedCheckpoint() throws Exception {
    var event = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);

    var key = VerifierKey.parse(text("/api/ledger/key"));
    var checkpoint = Checkpoint.parse(SignedNote.open(text("/api/ledger/checkpoint"), key));
    for (long index = 0; index < checkpoint.size(); index++) {
      var entry = get("/api/ledger/entries/" + index + "/bytes").body();
      var proof =
          json("/api/ledger/proofs/inclusion?index=" + index + "&size=" + checkpoint.size());
      var hashes = stream(proof.get("hashes")).map(AuditServiceTest::hash).toList();
      assertTrue(
          ProofCheck.inclusion(
              index, checkpoint.size(), Hash.ofLeaf(entry), hashes, checkpoint.root()));
    }
    for (long from = 1; from <= checkpoint.size(); from++) {
      var proof = json("/api/ledger/proofs/consistency?from=" + from + "&to=" + checkpoint.size());
      var hashes = stream(proof.get("hashes")).map(AuditServiceTest::hash).toList();
      var old = hash(proof.get("from_root_hash"));
      assertTrue(ProofCheck.consistency(from, old, checkpoint.size(), checkpoint.root(), hashes));
    }
  }

  @Test
  void aRecordThatIsNoEventIsRecordedAsItIs() throws Exception {
    var poison = ("not json " + EventIds.next()).getBytes(UTF_8);
    kafka.send(new ProducerRecord<>(Topics.STATUS, "k", poison));
    var after = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(after);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(after) >= 1);
    var expected = Base64.getEncoder().encodeToString(poison);
    await()
        .atMost(PATIENCE)
        .until(() ->
            stream(json("/api/ledger/entries?type=unreadable").get("entries"))
                .anyMatch(one -> one.at("/entry/raw/value_base64").asText().equals(expected)));

    assertTrue(json("/api/ledger/health").at("/findings/unreadable").asLong() >= 1);
  }

  @Test
  void contentTooLargeForAnEntryIsKeptBesideIt() throws Exception {
    var operation = EventIds.next();
    var event =
        SampleEvents.event(
            "/countersign/executor",
            operation,
            1,
            new OperationProgressed(operation, "confirming", null, "x".repeat(100_000)));
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);

    var row = json("/api/ledger/entries?operation=" + operation).at("/entries/0");
    var content = get("/api/ledger/entries/" + row.get("index").asLong() + "/content").body();

    assertEquals(Hash.ofContent(content).hex(), row.at("/entry/data_sha256").asText());
    assertEquals(100_000, Json.mapper().readTree(content).get("message").asText().length());
  }

  @Test
  void badQuestionsNameTheFieldThatIsWrong() throws Exception {
    var event = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);
    for (var question :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=x",
            "cursor=*",
            "cursor=YWJj",
            "from=yesterday",
            "to=2026-05-01",
            "environment=moon",
            "operation=",
            "operation=a&operation=b",
            "colour=red")) {
      var field = question.substring(0, question.indexOf('='));
      if (question.indexOf('&') > 0) {
        field = "operation";
      }
      var answer = get("/api/ledger/entries?" + question);
      assertEquals(400, answer.statusCode(), question);
      assertEquals(
          "application/problem+json",
          answer.headers().firstValue("content-type").orElse("").split(";")[0]);
      var problem = Json.mapper().readTree(answer.body());
      assertEquals(field, problem.path("field").asText(), question);
      assertEquals(
          "https://countersign.dev/problems/invalid-query-parameter",
          problem.path("type").asText());
    }
    assertEquals(400, get("/api/ledger/entries/abc").statusCode());
    assertEquals(404, get("/api/ledger/entries/999999999").statusCode());
    assertEquals(400, get("/api/ledger/proofs/inclusion?index=0&size=999999999").statusCode());
    assertEquals(400, get("/api/ledger/proofs/consistency?from=0").statusCode());
    assertEquals(404, get("/api/ledger/tile/0/999").statusCode());
  }

  @Test
  void timesAreShownWithMilliseconds() throws Exception {
    var event = SampleEvents.progressed(EventIds.next(), 1);
    kafka.send(event);
    await().atMost(PATIENCE).until(() -> kafka.acknowledged(event) >= 1);
    var row = json("/api/ledger/entries?operation=" + event.subject()).at("/entries/0");
    var millis = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    assertTrue(row.path("recorded_at").asText().matches(millis), row.toString());
    assertEquals(row.path("recorded_at").asText(), row.at("/entry/recorded_at").asText());
    var health = json("/api/ledger/health");
    assertTrue(health.path("last_append_at").asText().matches(millis), health.toString());
  }

  @Test
  void readinessSaysWhatTheSequencerDoes() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          var answer = get("/q/health/ready");
          return answer.statusCode() == 200 && new String(answer.body(), UTF_8).contains("WRITING");
        });
  }

  private long count(String query) throws Exception {
    return json("/api/ledger/entries" + query).get("entries").size();
  }

  private JsonNode json(String path) throws Exception {
    var answer = get(path);
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), UTF_8));
    return Json.mapper().readTree(answer.body());
  }

  private String text(String path) throws Exception {
    return new String(get(path).body(), UTF_8);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + token())
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private String token() throws Exception {
    var key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(RunningAudit.tokenKey())));
    return Jwt.issuer(RunningAudit.ISSUER)
        .audience("countersign")
        .subject("alice")
        .upn("alice")
        .groups("DBA")
        .sign(key);
  }

  private static Hash hash(JsonNode base64) {
    return Hash.of(Base64.getDecoder().decode(base64.asText()));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
