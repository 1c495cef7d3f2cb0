package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.Answer;
import dev.countersign.client.Countersign;
import dev.countersign.client.HistoryEntry;
import dev.countersign.client.InclusionProof;
import dev.countersign.client.InstanceDetails;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.LedgerHealth;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Operation;
import dev.countersign.client.OperationQuestion;
import dev.countersign.client.Problem;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The client against the real gateway and the real audit service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientTest {
  /** What stands beside an answer's own fields, and in no record of the client. */
  private static final List<String> FOR_FIRST_CLIENTS =
      List.of(
          "snapshot_id",
          "snapshot_arn",
          "snapshot_create_time",
          "force_failover",
          "backup_window",
          "pending_modifications",
          "error");

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What the records leave out would be found. */
  private static final ObjectMapper STRICT =
      Json.mapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Platform platform;
  private Countersign api;
  private Operation done;

  @BeforeAll
  void anOperationHasEnded(@TempDir Path data) {
    platform = Platform.in(data).up(100, Map.of());
    api = platform.api("dario", "DBA");
    // `up` does not wait for ever for the first discovery.
    await().atMost(PATIENCE).until(() -> api.instances(InstanceQuestion.any()).count() > 4);
    var asked = Submission.of("create_snapshot", "dev-postgres-01", Map.of("snapshot_id", "one"));
    done = api.under("client-test-1").submit(asked.waiting(PATIENCE)).operation();
    // Topics overtake each other: the approval may be heard of after the success.
    await()
        .atMost(PATIENCE)
        .until(
            () -> api.history(done.operationId()).anyMatch(one -> one.name().equals("approved")));
  }

  @AfterAll
  void down() {
    api.close();
    platform.down();
  }

  @Test
  void everyAnswerHasTheFieldsOfItsRecordAndNoOthers() throws Exception {
    strict("/api/operations/" + done.operationId(), Operation.class);
    strict("/api/instances/dev-postgres-01", InstanceDetails.class);
    strict("/api/ledger/proofs/inclusion?index=0", InclusionProof.class);
    strict("/api/ledger/health", LedgerHealth.class);
    var refusal = api.raw().post("/api/operations", submission("database-1"), "Prefer", "wait=180");
    assertEquals(403, refusal.status());
    strict(refusal, Problem.class);
    strict(api.raw().get("/api/ledger/nothing"), Problem.class);
  }

  @Test
  void anOperationIsTheSameHoweverItIsAskedFor() {
    assertEquals(Status.SUCCEEDED, done.status());
    assertEquals("client-test-1", done.correlationId());
    var shown = api.operation(done.operationId());
    assertEquals(done.result(), shown.result());
    assertEquals(
        List.of(shown),
        api.operations(OperationQuestion.any())
            .filter(one -> one.operationId().equals(done.operationId()))
            .toList());
    assertEquals(shown, api.awaitEnd(done.operationId()));
  }

  @Test
  void otherRulesAreTriedOnTheDecisionsThatTheLedgerHas(@TempDir Path folder) throws Exception {
    assertEquals(403, api.raw().post("/api/operations", submission("database-1")).status());
    var shipped = Platform.home().resolve("services/policy/src/main/resources/rules/rules.cedar");
    var rules = Files.readString(shipped);
    Files.writeString(folder.resolve("rules.cedar"), rules);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> replay(folder).path("decisions").asInt() >= 2);
    var same = replay(folder);
    assertEquals(0, same.path("different").asInt(), same::toPrettyString);
    assertEquals(0, same.path("by_other_rules").asInt(), same::toPrettyString);
    assertEquals(0, same.path("exit").asInt());

    Files.writeString(
        folder.resolve("rules.cedar"),
        rules.replace(
            "// end",
            """
            @id("no-snapshots@1")
            @priority("1")
            @code("no-snapshots")
            @message("No snapshot of {instance} today.")
            @next_step("Wait.")
            forbid (principal, action, resource)
            when { context.operation == "create_snapshot" && resource.environment != "production" };

            // end\
            """));
    var version = rulesLoaded();
    var other = replay(folder);
    assertEquals(1, other.path("exit").asInt(), other::toPrettyString);
    var found =
        StreamSupport.stream(other.path("differences").spliterator(), false)
            .filter(one -> one.path("operation_id").asText().equals(done.operationId()))
            .findFirst()
            .orElseThrow();
    assertEquals("approved", found.path("was").path("verdict").asText());
    assertEquals("rejected", found.path("would_be").path("verdict").asText());
    assertEquals("no-snapshots", found.path("would_be").path("code").asText());
    assertEquals("development", found.path("environment").asText());
    var line = rules.substring(0, rules.indexOf("// end")).lines().count() + 1;
    assertEquals("rules.cedar:" + line, found.path("decided_by").path(0).path("place").asText());
    assertEquals(version, rulesLoaded(), "nothing is changed");
  }

  private List<String> rulesLoaded() {
    return api.ledger()
        .entries(LedgerQuestion.any())
        .filter(entry -> entry.attribute("type").equals("dev.countersign.rules.loaded.v1"))
        .map(entry -> entry.data().path("rules_version").asText())
        .toList();
  }

  /** What the launcher says, and with which code it ended. */
  private ObjectNode replay(Path folder) throws Exception {
    var process =
        new ProcessBuilder(
                Platform.home().resolve("countersign").toString(),
                "policy",
                "replay",
                "--since",
                "1h",
                "--url",
                platform.url(),
                "--json",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().put("COUNTERSIGN_TOKEN", platform.token("dario", "DBA"));
    process.environment().put("COUNTERSIGN_NO_BUILD", "1");
    var started = process.start();
    var said = started.getInputStream().readAllBytes();
    return ((ObjectNode) new ObjectMapper().readTree(said)).put("exit", started.waitFor());
  }

  @Test
  void followingTellsTheWholeHistoryAndGoesOnBehindAPosition() {
    var history = api.history(done.operationId()).toList();
    try (var all = api.follow(done.operationId());
        var rest = api.follow(done.operationId(), 2)) {
      assertEquals(history, all.toList());
      assertEquals(history.subList(2, history.size()), rest.toList());
    }
    var names = history.stream().map(HistoryEntry::name).toList();
    assertTrue(names.contains("succeeded"), names::toString);
    // Topics overtake each other.
    assertTrue(
        List.of("approved")
            .containsAll(names.subList(names.indexOf("succeeded") + 1, names.size())),
        names::toString);
    assertEquals(
        LongStream.rangeClosed(1, history.size()).boxed().toList(),
        history.stream().map(HistoryEntry::position).toList());
  }

  @Test
  void everyOperationIsToldOfWhileItHappens() throws Exception {
    try (var happening = api.followAll()) {
      var told = new AtomicBoolean();
      var asking = Thread.ofVirtual().start(() -> rebootUntil(told));
      told.set(happening.anyMatch(one -> "test-mysql-01".equals(one.instanceId())));
      asking.join();
      assertTrue(told.get());
    }
  }

  /** The stream begins when it is open, which nobody is told. */
  private void rebootUntil(AtomicBoolean told) {
    while (!told.get()) {
      api.submit(Submission.of("reboot", "test-mysql-01", Map.of()).waiting(PATIENCE));
    }
  }

  @Test
  void pagesAreOneStream() {
    var all = api.instances(InstanceQuestion.any()).toList();
    assertTrue(all.size() > 4);
    // What another test has done may be observed between the two.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertEquals(
                api.instances(InstanceQuestion.any()).toList(),
                api.instances(new InstanceQuestion(null, null, null, 2)).toList()));
    assertEquals(
        "dev-postgres-01",
        api.instance(
                all.stream()
                    .filter(one -> one.instanceId().equals("dev-postgres-01"))
                    .findFirst()
                    .orElseThrow()
                    .key())
            .instanceId());
    assertFalse(api.catalogue().isEmpty());
  }

  @Test
  void theLedgerIsReadByEntryAndProven() throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> entries().stream().anyMatch(type -> type.contains(".succeeded.")));
    var first = api.ledger().entry(0);
    var leaf = MessageDigest.getInstance("SHA-256");
    leaf.update((byte) 0);
    var bytes = api.ledger().bytes(0);
    assertEquals(first.leafHash(), Base64.getEncoder().encodeToString(leaf.digest(bytes)));
    assertEquals(first.entry(), Json.mapper().readTree(bytes));
    var size = LedgerProof.of(api.ledger()).size();
    assertEquals(first.leafHash(), api.ledger().inclusion(0, size).leafHash());
    assertArrayEquals(new long[] {1, size}, ends(size));
    assertEquals(404, StoryFailed.refused(404, () -> api.ledger().content(0)).status());
  }

  @Test
  void aCancellationThatComesTooLateSaysSo() {
    var late = assertThrows(ProblemException.class, () -> api.cancel(done.operationId(), null));
    assertEquals("operation-ended", late.problem().name());
    assertNotEquals("", late.problem().correlationId());
  }

  private List<String> entries() {
    return api.ledger()
        .entries(LedgerQuestion.of(done.operationId()))
        .map(entry -> entry.attribute("type"))
        .toList();
  }

  private long[] ends(long size) {
    var proof = api.ledger().consistency(1, size);
    return new long[] {proof.from(), proof.to()};
  }

  private static String submission(String instance) {
    return "{\"operation\": \"reboot\", \"instance_id\": \"" + instance + "\", \"parameters\": {}}";
  }

  private void strict(String path, Class<?> type) throws Exception {
    strict(api.raw().get(path), type);
  }

  private static void strict(Answer answer, Class<?> type) throws Exception {
    var document = (ObjectNode) STRICT.readTree(answer.content());
    STRICT.convertValue(document.remove(FOR_FIRST_CLIENTS), type);
  }
}
