package dev.countersign.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.client.Answer;
import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.Operation;
import dev.countersign.client.RawApi;
import dev.countersign.client.Settings;
import dev.countersign.client.Submission;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.redaction.Canaries;
import dev.countersign.contracts.redaction.Redaction;
import dev.countersign.embedded.Platform;
import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets are sent through every field of every endpoint of a whole platform, and through tokens
 * and headers besides. None of them is seen again: in no answer, log, topic or table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 8;
  private static final String ANSWERS = "answers";
  private static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");

  /** Headers that clients, proxies and browsers send, whether the API knows them or not. */
  private static final List<String> OTHER_HEADERS =
      List.of(
          "X-Api-Key", "Cookie", "User-Agent", "Origin", "X-Forwarded-For", "Accept", "Referer");

  /** Where people are named. An address that names one is whole there, and nowhere else. */
  private static final Set<String> NAMING =
      Set.of("subject", "name", "requested_by", "cancelled_by", "person", "requester_name");

  private final Canaries canaries = Canaries.fresh();
  private final String mark = "canary-free-" + Long.toHexString(System.nanoTime());
  private final String person = mark + "-person@example.org";
  private final String mentioned = mark + "-mentioned@example.org";
  private final Sightings sightings = new Sightings();
  private final Map<String, Integer> statuses = new TreeMap<>();
  private Platform platform;
  private RawApi api;
  private Operation done;

  @BeforeAll
  void everythingIsSentAndCollected(@TempDir Path data) throws Exception {
    platform = Platform.in(data).up(100, Map.of());
    api = as("canary-keeper", "Admin");
    try (var olivia = new Countersign(settings(person, "Operator"))) {
      await().atMost(PATIENCE).until(() -> olivia.instances(InstanceQuestion.any()).count() > 4);
      var tags = List.of(Map.of("Key", "Owner", "Value", mentioned));
      var asked =
          Submission.of(
              "create_snapshot", "dev-postgres-01", Map.of("snapshot_id", "one", "tags", tags));
      done = olivia.under(mark).submit(asked.waiting(PATIENCE)).operation();
    }
    send();
    sendAsTokens();
    sendAsOtherHeaders();
    awaitTheLedger();
    keep(api.get("/api/operations/" + done.operationId() + "/history"));
    keep(api.get("/api/operations?limit=200"));
    Residue.collect(platform, sightings);
    System.out.println("answers: " + statuses);
  }

  @AfterAll
  void down() {
    api.close();
    platform.down();
  }

  @Test
  void noSecretIsSeenAgain() throws IOException {
    // They have come that far: paths are logged.
    assertTrue(logs().contains("GET /api/instances/" + Redaction.MASK), "nothing was masked");
    canaries.secret().forEach((kind, secret) -> assertEquals(Map.of(), sightings.of(secret), kind));
  }

  /** Without it, a search that looks in the wrong places would find nothing either. */
  @Test
  void whatMayBeSeenIsFoundInEveryPlaceThatIsSearched() {
    assertEquals(
        Set.of(ANSWERS, Residue.LOGS, Residue.TOPICS, Residue.TABLES), sightings.of(mark).keySet());
    assertEquals(
        Set.of(ANSWERS, Residue.LOGS, Residue.TOPICS, Residue.TABLES),
        Set.copyOf(sightings.places()));
  }

  @Test
  void aSecretThatIsPlantedIsFoundInWhateverFormItIs() {
    canaries
        .secret()
        .forEach((kind, secret) -> {
          var envelope =
              Base64.getEncoder().encodeToString(("{\"a\":\"" + secret + "\"}").getBytes(UTF_8));
          var planted =
              List.of(
                  "it is " + secret + '.',
                  Json.text(Map.of("a", Json.text(Map.of("b", secret)))),
                  "/api/" + URLEncoder.encode(secret, UTF_8),
                  "{\"payload\":\"" + envelope + "\"}",
                  Base64.getUrlEncoder().withoutPadding().encodeToString(envelope.getBytes(UTF_8)));
          for (var text : planted) {
            var place = new Sightings();
            place.add("here", text);
            assertEquals(Set.of("here"), place.of(secret).keySet(), kind + ": " + text);
          }
        });
  }

  @Test
  void everyBodyWithASecretIsRefusedAsSuchAndNothingBreaks() {
    assertTrue(statuses.getOrDefault("400 looks-like-secret", 0) > 500, statuses::toString);
    // Those with a secret in a header that is not stored came through to policy.
    assertTrue(statuses.getOrDefault("403 production-closed", 0) > 20, statuses::toString);
    var broken = statuses.keySet().stream().filter(one -> one.startsWith("500")).toList();
    assertEquals(List.of(), broken, statuses::toString);
  }

  @Test
  void anAddressThatNamesAPersonIsWholeWhereItNamesThemAndNotInALog() throws IOException {
    var seen = sightings.of(person).keySet();
    assertEquals(Set.of(ANSWERS, Residue.TOPICS, Residue.TABLES), seen);
    var shown =
        Json.read(api.get("/api/operations/" + done.operationId()).content(), JsonNode.class);
    var fields = new TreeSet<String>();
    fieldsWith(person, shown, "", fields);
    assertFalse(fields.isEmpty());
    assertTrue(NAMING.containsAll(fields), fields::toString);
    assertTrue(logs().contains(person.charAt(0) + "***@example.org"));
  }

  @Test
  void anAddressThatIsMentionedStaysAsItWasWrittenAndIsNotInALog() {
    assertEquals(Set.of(ANSWERS, Residue.TOPICS, Residue.TABLES), sightings.of(mentioned).keySet());
  }

  @Test
  void everyLineOfEveryServiceIsJsonThatNamesTheServiceAndWhatItIsAbout() throws IOException {
    for (var service : SERVICES) {
      var about = new ArrayList<JsonNode>();
      var log = platform.data().resolve("logs/" + service + ".log");
      var text = Files.readString(log);
      // The service goes on writing: its last line may not be whole.
      var lines =
          text.substring(0, text.lastIndexOf('\n') + 1)
              .lines()
              .filter(line -> line.startsWith("{"))
              .toList();
      assertFalse(lines.isEmpty(), service);
      for (var line : lines) {
        var json = Json.read(line, JsonNode.class);
        assertEquals(service, json.path("service").asText(), line);
        assertFalse(json.has("mdc"), line);
        if (json.path("operation_id").asText().equals(done.operationId())) {
          about.add(json);
        }
      }
      assertNotEquals(List.of(), about, service + " has no line about " + done.operationId());
      for (var line : about) {
        assertTrue(line.hasNonNull("correlation_id"), line::toString);
      }
      assertTrue(
          about.stream().anyMatch(line -> line.path("correlation_id").asText().equals(mark)),
          () -> service + ": " + about);
    }
  }

  /** As many at a time as clients may send. */
  private void send() throws Exception {
    var document = new YAMLMapper().readTree(api.get("/api/openapi").content());
    var catalogue = api.get("/api/catalogue").body();
    var fields =
        new EveryField(
            document,
            catalogue,
            Map.of(
                "operation_id",
                done.operationId(),
                "instance_id",
                "dev-postgres-01",
                EveryField.REFUSED,
                "database-1",
                "resource",
                done.resource().key(),
                "index",
                "0",
                "tile",
                "0/000",
                "path",
                "health"));
    var limit = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = new ArrayList<Future<?>>();
      for (var text : canaries.sent().values()) {
        for (var request : fields.with(text)) {
          limit.acquire();
          sent.add(
              threads.submit(() -> {
                try {
                  send(request);
                } finally {
                  limit.release();
                }
              }));
        }
      }
      for (var one : sent) {
        one.get();
      }
    }
  }

  private void send(EveryField.Request request) {
    var headers = new ArrayList<String>();
    request.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
    if (request.body() != null) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    var names = headers.toArray(String[]::new);
    if (request.stream()) {
      try (var answer = api.open(request.path(), names).body()) {
        // Of a stream that does not end by itself, that it begins says enough.
        sightings.add(ANSWERS, answer.readNBytes(1));
      } catch (IOException e) {
        throw new IllegalStateException(request.where(), e);
      }
      return;
    }
    BodyPublisher body =
        request.body() == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(Json.bytes(request.body()));
    keep(api.send(request.method(), request.path(), body, names).join());
  }

  private void sendAsTokens() throws IOException {
    for (var secret : canaries.sent().values()) {
      for (var token :
          List.of(token(secret, List.of("Operator")), token("carol", List.of("DBA", secret)))) {
        keepAs(token, List.of());
      }
      keepAs("", List.of("Authorization", "Bearer " + secret));
      keepAs("", List.of("Authorization", secret));
    }
  }

  private void sendAsOtherHeaders() throws IOException {
    var token = token("canary-keeper", List.of("Admin"));
    for (var secret : canaries.sent().values()) {
      for (var header : OTHER_HEADERS) {
        keepAs(token, List.of(header, secret));
      }
    }
  }

  private void keepAs(String token, List<String> headers) {
    try (var anybody = new RawApi(Settings.of(platform.url(), () -> token))) {
      keep(anybody.get("/api/operations?limit=1", headers.toArray(String[]::new)));
    }
  }

  private void keep(Answer answer) {
    var headers = new HashMap<>(answer.headers().map());
    sightings.add(ANSWERS, headers + "\n" + answer.text());
    var kind = answer.status() < 400 ? "" : ' ' + answer.text("type").replaceFirst(".*/", "");
    synchronized (statuses) {
      statuses.merge(answer.status() + kind, 1, Integer::sum);
    }
  }

  /** Everything that was asked for is in there, and what it led to. */
  private void awaitTheLedger() {
    var entries = "/api/ledger/entries?limit=1000&operation=" + done.operationId();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          var answer = api.get(entries, "X-Correlation-Id", mark);
          keep(answer);
          return answer.text().contains("operation.succeeded")
              && api.get("/api/ledger/health").body().path("lag").asLong(1) == 0;
        });
    keep(api.get("/api/ledger/entries?limit=1000"));
  }

  private String logs() throws IOException {
    var all = new StringBuilder();
    for (var service : SERVICES) {
      all.append(Files.readString(platform.data().resolve("logs/" + service + ".log")));
    }
    return all.toString();
  }

  private static void fieldsWith(String text, JsonNode node, String name, Set<String> fields) {
    if (node.isTextual() && node.textValue().contains(text)) {
      fields.add(name);
    }
    node.properties().forEach(one -> fieldsWith(text, one.getValue(), one.getKey(), fields));
    if (node.isArray()) {
      node.forEach(one -> fieldsWith(text, one, name, fields));
    }
  }

  private RawApi as(String user, String group) throws IOException {
    return new RawApi(settings(user, group));
  }

  private Settings settings(String user, String group) throws IOException {
    var token = token(user, List.of(group));
    return Settings.of(platform.url(), () -> token);
  }

  private String token(String user, List<String> groups) throws IOException {
    return new BearerToken(user, groups, Duration.ofHours(8))
        .signed(new KeyFiles(platform.data().resolve("secrets")).token(), Instant.now());
  }
}
