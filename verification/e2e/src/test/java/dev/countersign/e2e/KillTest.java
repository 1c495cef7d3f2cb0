package dev.countersign.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any process may die at any moment, without warning, while operations are in flight. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  // Sessions of 15 minutes last 4.5 s then: what waits for a dead attempt's credentials waits that
  // long.
  private static final double SPEED = 200;
  private static final String REBOOT = "RebootDBInstance";
  private static final Set<String> TERMINAL =
      Set.of("succeeded", "failed", "rejected", "timed-out", "cancelled", "indeterminate");

  private final HttpClient http = HttpClient.newHttpClient();
  private Platform platform;
  private Api dba;
  private Effects effects;

  @BeforeAll
  void up(@TempDir Path data) throws Exception {
    platform = new Platform(Home.path().resolve("countersign"), data);
    var up = platform.up(0, SPEED, Map.of());
    dba = new Api(http, up.path("url").asText(), platform.token("dario", "DBA"));
    effects = new Effects(http, up.path("simulator_url").asText());
  }

  @AfterAll
  void down() throws Exception {
    platform.down();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gateway", "policy", "executor", "audit", "broker", "postgres", "simulator"})
  void everyOperationInFlightStillEndsRightWhenThisProcessIsKilled(String victim) throws Exception {
    var round = victim + "-" + UUID.randomUUID().toString().substring(0, 8);
    var inFlight = new LinkedHashMap<String, String>();
    for (var request : requests(round)) {
      inFlight.put(submitted(request), request.action());
    }
    platform.kill9(victim);
    for (var request : requests(round + "-after")) {
      inFlight.put(submitted(request), request.action());
    }

    for (var operation : inFlight.entrySet()) {
      var end = ended(operation.getKey());
      if (operation.getValue().equals(REBOOT) && end.equals("indeterminate")) {
        // The kill came between the intent and the reboot, and RDS keeps nothing that would prove
        // its absence: to say so is right. Where there is a reboot, there is its event, too.
        effects.expectNone(operation.getKey());
      } else {
        assertEquals("succeeded", end, () -> describe(operation.getKey()));
        effects.expectOnce(operation.getKey(), operation.getValue());
      }
    }
  }

  @Test
  void theLedgerStillProvesItself() throws Exception {
    LedgerProof.of(dba);
  }

  private record Request(
      String operation, String instance, Map<String, Object> parameters, String action) {}

  private static List<Request> requests(String round) {
    var requests = new ArrayList<Request>();
    for (var instance : List.of("dev-postgres-01", "test-mysql-01", "dev-oracle-01")) {
      requests.add(
          new Request(
              "create_snapshot",
              instance,
              Map.of("snapshot_id", instance + "-" + round),
              "CreateDBSnapshot"));
    }
    requests.add(new Request("reboot", "test-mysql-01", Map.of(), REBOOT));
    return requests;
  }

  /**
   * A client that is refused or cut off asks again under the same key: that is what the key is for.
   */
  private String submitted(Request request) throws Exception {
    var headers =
        Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "respond-async");
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var answer =
            dba.submit(request.operation(), request.instance(), request.parameters(), headers);
        if (answer.status() == 202) {
          return answer.operationId();
        }
        giveUpAfter(deadline, answer.toString());
      } catch (IOException | StoryFailed unreachable) {
        giveUpAfter(deadline, unreachable.toString());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String ended(String operationId) throws Exception {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var status = dba.get("/api/operations/" + operationId).text("status");
        if (TERMINAL.contains(status)) {
          return status;
        }
        giveUpAfter(deadline, operationId + " is still " + status);
      } catch (IOException | StoryFailed unreachable) {
        giveUpAfter(deadline, unreachable.toString());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String describe(String operationId) {
    try {
      return dba.get("/api/operations/" + operationId + "/history").text();
    } catch (Exception unreachable) {
      return operationId + ": " + unreachable;
    }
  }

  private static void giveUpAfter(long deadline, String seen) {
    if (System.nanoTime() > deadline) {
      throw new AssertionError("no end within " + PATIENCE.toSeconds() + " s: " + seen);
    }
  }
}
