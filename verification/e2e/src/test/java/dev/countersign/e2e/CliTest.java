package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Submission;
import dev.countersign.contracts.json.Json;
import dev.countersign.e2e.CommandLine.Ended;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.PolicySettingsFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command line as people install it, against the real platform: every exit code, and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CliTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PRODUCTION = "database-1";
  private static final Pattern ACCEPTED = Pattern.compile("(?m)^Operation: (\\S+)$");

  private Platform platform;
  private Countersign dba;
  private CommandLine installed;
  private CommandLine cs;
  private CommandLine bob;

  @BeforeAll
  void up(@TempDir Path data, @TempDir Path folder) throws Exception {
    platform = Platform.in(data).up(100, Map.of("ENABLE_PRODUCTION_OPERATIONS", "true"));
    dba = platform.api("dario", "DBA");
    // `up` does not wait for ever for the first discovery.
    await().atMost(PATIENCE).until(() -> dba.instances(InstanceQuestion.any()).count() > 4);
    installed = CommandLine.installed(folder).with("COUNTERSIGN_URL", platform.url());
    cs = as("dario", folder);
    bob = as("bob", folder);
    var settings = new PolicySettingsFile(data.resolve("config/policy-settings.yaml"));
    settings.enableProduction(true);
    settings.askTwoDbas();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ProblemException.class)
        .until(this::asksForApproval);
  }

  private CommandLine as(String user, Path folder) throws Exception {
    var token = Files.writeString(folder.resolve(user), platform.token(user, "DBA"));
    return installed.with("COUNTERSIGN_TOKEN_FILE", token.toString());
  }

  private boolean asksForApproval() {
    var asked = Submission.of("reboot", PRODUCTION, Map.of("confirm_production", true));
    return dba.preview(asked).verdict().equals("approval-required");
  }

  @AfterAll
  void down() {
    dba.close();
    platform.down();
  }

  @Test
  void zeroIsDone() throws Exception {
    var ran = snapshot("zero", "--wait", "-o", "json");
    assertExit(0, ran);
    assertEquals("succeeded", json(ran.out()).path("status").asText());
    assertTrue(ran.err().contains("succeeded"), ran::err);
    var id = json(ran.out()).path("operation_id").asText();
    var shown = cs.run("get", id, "-o", "json");
    assertEquals(dba.raw().get("/api/operations/" + id).text() + "\n", shown.out());
    assertExit(0, cs.run("watch", id, "-o", "jsonl"));
  }

  @Test
  void oneIsUnexpected() throws Exception {
    assertExit(1, cs.run("audit", "verify", "--key", "/no/such/file"));
  }

  @Test
  void twoIsAWrongCommand() throws Exception {
    assertExit(2, cs.run("request", "reboot"));
    var refused = cs.run("request", "reboot", "dev-postgres-01", "force_failover=perhaps");
    assertExit(2, refused);
    assertTrue(refused.err().contains("force_failover"), refused::err);
  }

  @Test
  void threeIsRefused() throws Exception {
    var ran = cs.run("request", "reboot", PRODUCTION, "-o", "json");
    assertExit(3, ran);
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("/problems/confirmation-required"), ran::err);
  }

  @Test
  void fourIsNotSignedInOrNotAllowed() throws Exception {
    var nobody = installed.run("list");
    assertExit(4, nobody);
    assertTrue(nobody.err().contains("cs login"), nobody::err);
    var forged = Files.writeString(Files.createTempFile("forged", ""), "forged");
    assertExit(4, installed.run("list", "--token-file", forged.toString()));
    Files.delete(forged);
  }

  @Test
  void fiveIsNotFound() throws Exception {
    assertExit(5, cs.run("get", UUID.randomUUID().toString()));
    assertExit(5, cs.run("request", "reboot", "no-such-db"));
    assertExit(5, cs.run("can-i", "drop_table", "dev-postgres-01"));
  }

  @Test
  void sixIsEndedWithoutSuccess() throws Exception {
    assertExit(0, snapshot("six", "--wait"));
    var again = snapshot("six", "--wait", "-o", "json");
    assertExit(6, again);
    assertEquals("failed", json(again.out()).path("status").asText());
  }

  @Test
  void sevenIsIndeterminate() throws Exception {
    // The call is lost, and a reboot that did not happen leaves nothing that would prove it.
    platform.simulator().fault("http_500", "RebootDBInstance", "*dev-postgres-02");
    var ran = cs.run("request", "reboot", "dev-postgres-02", "--wait");
    assertExit(7, ran);
    assertTrue(ran.err().contains("Look at its evidence"), ran::err);
  }

  @Test
  void eightIsStillGoing() throws Exception {
    try (var _ = platform.simulator().standStill()) {
      var ran = cs.run("request", "reboot", "test-mysql-01", "--wait", "--timeout", "1s");
      assertExit(8, ran);
      assertTrue(ran.err().contains("cs wait"), ran::err);
    }
  }

  @Test
  void nineWaitsForApprovalAndOthersGiveIt() throws Exception {
    var asked =
        cs.run(
            "request",
            "reboot",
            PRODUCTION,
            "--confirm-production",
            PRODUCTION,
            "--wait=decided",
            "-o",
            "name");
    assertExit(9, asked);
    var id = asked.out().strip();
    var own = cs.run("approve", id);
    assertExit(4, own);
    assertTrue(own.err().contains("own-request"), own::err);
    var inbox = bob.run("approvals", "-o", "name");
    assertTrue(inbox.out().contains(id), inbox::out);
    var vote = bob.run("approve", id, "--comment", "Agreed.", "--timeout", "3m", "-o", "json");
    assertExit(0, vote);
    assertTrue(json(vote.out()).path("approval").path("votes").path(0).path("counted").asBoolean());
    assertExit(0, bob.run("withdraw", id));
    assertExit(0, bob.run("reject", id, "--comment", "Not today."));
    assertExit(3, cs.run("wait", id));
  }

  @Test
  void seventyFiveIsTransient() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var ran =
        cs.run(
            "request",
            "reboot",
            "dev-postgres-01",
            "--url",
            "http://127.0.0.1:" + free,
            "--retry-for",
            "1s");
    assertExit(75, ran);
    assertTrue(ran.err().contains("--idempotency-key"), ran::err);
  }

  @Test
  void oneHundredAndThirtyIsInterruptedAndTheOperationGoesOn() throws Exception {
    CommandLine.Running waiting;
    String id;
    try (var _ = platform.simulator().standStill()) {
      waiting = cs.startInterruptible("request", "reboot", "test-mariadb-01", "--wait");
      id = accepted(waiting);
      assertExit(0, installed.program("kill", "-INT", Long.toString(waiting.process().pid())));
      var ended = waiting.end();
      assertExit(130, ended);
      assertTrue(ended.err().contains("The operation goes on; cs wait " + id), ended::err);
    }
    assertExit(0, cs.run("wait", id));
  }

  @Test
  void killedAndResumedUnderItsKeyItIsTheSameOperation() throws Exception {
    var asked =
        new String[] {
          "request",
          "create_snapshot",
          "qa-sqlserver-01",
          "snapshot_id=resumed",
          "--idempotency-key",
          UUID.randomUUID().toString(),
          "--wait",
          "-o",
          "name"
        };
    String id;
    try (var _ = platform.simulator().standStill()) {
      var first = cs.start(asked);
      id = accepted(first);
      first.process().destroyForcibly();
      first.process().waitFor();
    }
    var second = cs.run(asked);
    assertExit(0, second);
    assertEquals(id, second.out().strip());
    assertTrue(second.err().contains("Repeated"), second::err);
    assertEquals(1, platform.simulator().effectsOf(id).size());
  }

  @Test
  void aConnectionThatBreaksInMidRequestIsRepeatedSafely() throws Exception {
    try (var proxy = new CutConnection(platform.url())) {
      var ran = snapshot("cut", "--wait", "-o", "name", "--url", proxy.url());
      assertExit(0, ran);
      assertTrue(proxy.hasCut());
      assertTrue(ran.err().contains("asking again, which is safe"), ran::err);
      assertTrue(ran.err().contains("Repeated"), ran::err);
      assertEquals(1, platform.simulator().effectsOf(ran.out().strip()).size());
    }
  }

  @Test
  void theLedgerIsSearchedAndProven() throws Exception {
    var id = snapshot("proven", "--wait", "-o", "name").out().strip();
    await()
        .atMost(PATIENCE)
        .until(() ->
            dba.ledger()
                .entries(LedgerQuestion.of(id))
                .anyMatch(entry -> entry.attribute("type").contains(".succeeded.")));
    await().atMost(PATIENCE).until(() -> cs.run("audit", "verify", "--operation", id).exit() == 0);
    var all = cs.run("audit", "verify", "-o", "json");
    assertExit(0, all);
    assertTrue(json(all.out()).path("entries").asLong() > 0, all::out);
    var found = cs.run("audit", "search", "--operation", id, "-o", "csv");
    assertTrue(found.out().contains("operation.requested.v1"), found::out);
    var other = Files.writeString(Files.createTempFile("key", ""), anotherKey());
    assertExit(6, cs.run("audit", "verify", "--key", other.toString()));
    Files.delete(other);
  }

  /** Of the same name, and of somebody else. */
  private String anotherKey() {
    var parts = dba.ledger().key().split("\\+", 3);
    var changed = (parts[1].startsWith("0") ? "1" : "0") + parts[1].substring(1);
    return parts[0] + '+' + changed + '+' + parts[2];
  }

  @Test
  void completionIsAcceptedByBashAndCompletes() throws Exception {
    var script = Files.createTempFile("completion", ".bash");
    Files.writeString(script, installed.run("completion", "bash").out());
    assertExit(0, installed.program("bash", "-n", script.toString()));
    var completed =
        installed.program(
            "bash",
            "-c",
            ". "
                + script
                + "; COMP_WORDS=(cs requ); COMP_CWORD=1; COMP_LINE='cs requ'; COMP_POINT=7;"
                + " _complete_cs; printf '%s\\n' \"${COMPREPLY[@]}\"");
    assertEquals("request", completed.out().strip(), completed::err);
    Files.delete(script);
  }

  @Test
  void theLauncherOfACheckoutIsSomebodyOfItsPlatform() throws Exception {
    var launcher = Platform.home().resolve("countersign").toString();
    var data = platform.data().toString();
    // What the environment says is another platform's.
    var elsewhere = installed.with("COUNTERSIGN_URL", "https://countersign.example.com");
    var listed =
        elsewhere.program(
            launcher, "cli", "--data", data, "--as", "ada:DBA", "instances", "-o", "name");
    assertExit(0, listed);
    assertTrue(listed.out().contains("dev-postgres-01"), listed::out);
    var local = installed.with("COUNTERSIGN_URL", "");
    var nobody = local.program(launcher, "cli", "--data", data, "list");
    assertExit(4, nobody);
    assertTrue(nobody.err().contains("--as ada:DBA"), nobody::err);
    assertExit(0, local.program(launcher, "cli", "policy", "--help"));
  }

  @Test
  void whatAGetCosts() throws Exception {
    var id = snapshot("cost", "-o", "name").out().strip();
    var timed =
        cs.program(
            "sh", "-c", "for i in 1 2; do \"$0\" get " + id + " >&2; done; times", cs.path());
    assertExit(0, timed);
    // The second line is that of the children: user and system.
    var times = timed.out().lines().toList().getLast();
    System.out.println("cs get, twice, user and system CPU: " + times);
    assertNotEquals("", times);
  }

  private Ended snapshot(String name, String... more) throws Exception {
    var arguments = new String[more.length + 4];
    arguments[0] = "request";
    arguments[1] = "create_snapshot";
    arguments[2] = "dev-postgres-01";
    arguments[3] = "snapshot_id=cli-" + name;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return cs.run(arguments);
  }

  /** The id of what was accepted, once it says so. */
  private static String accepted(CommandLine.Running running) {
    await()
        .atMost(PATIENCE)
        .until(() -> ACCEPTED.matcher(running.said()).find() || !running.process().isAlive());
    try {
      var said = ACCEPTED.matcher(running.said());
      assertTrue(said.find(), () -> "it ended");
      return said.group(1);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertExit(int expected, Ended ended) {
    assertEquals(expected, ended.exit(), () -> ended.out() + ended.err());
    assertFalse(ended.err().contains("eyJ"), "a token is shown");
  }

  private static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }
}
