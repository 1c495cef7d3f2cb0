package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  // Sessions of 15 minutes last 4.5 s then: what waits for a dead attempt's credentials waits that
  // long.
  private static final double SPEED = 200;
  private static final String REBOOT = "RebootDBInstance";

  private Platform platform;
  private Countersign dba;
  private Effects effects;

  @BeforeAll
  void up(@TempDir Path data) throws Exception {
    platform = Platform.in(data).up(SPEED, Map.of());
    // A client that is refused or cut off asks again under the same key: that is what it is for.
    dba = new Countersign(platform.settings("dario", "DBA").withPatience(PATIENCE));
    effects = new Effects(platform.simulator());
    // `up` does not wait for ever for the first discovery.
    await().atMost(PATIENCE).until(() -> dba.instances(InstanceQuestion.any()).count() > 4);
  }

  @AfterAll
  void down() {
    dba.close();
    platform.down();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gateway", "policy", "executor", "audit", "broker", "postgres", "simulator"})
  void everyOperationInFlightStillEndsRightWhenThisProcessIsKilled(String victim) throws Exception {
    var round = victim + "-" + UUID.randomUUID().toString().substring(0, 8);
    var inFlight = new LinkedHashMap<String, String>();
    for (var request : requests(round)) {
      inFlight.put(submitted(request.asked()), request.action());
    }
    platform.kill9(victim);
    for (var request : requests(round + "-after")) {
      inFlight.put(submitted(request.asked()), request.action());
    }

    for (var operation : inFlight.entrySet()) {
      var end = dba.awaitEnd(operation.getKey()).status();
      if (operation.getValue().equals(REBOOT) && end == Status.INDETERMINATE) {
        // The kill came between the intent and the reboot, and RDS keeps nothing that would prove
        // its absence: to say so is right. Where there is a reboot, there is its event, too.
        effects.expectNone(operation.getKey());
      } else {
        assertEquals(Status.SUCCEEDED, end, () -> describe(operation.getKey()));
        effects.expectOnce(operation.getKey(), operation.getValue());
      }
    }
  }

  @Test
  void theLedgerStillProvesItself() throws Exception {
    LedgerProof.of(dba.ledger());
  }

  private record Request(Submission asked, String action) {}

  private static List<Request> requests(String round) {
    var requests = new ArrayList<Request>();
    for (var instance : List.of("dev-postgres-01", "test-mysql-01", "dev-oracle-01")) {
      requests.add(
          request(
              "create_snapshot",
              instance,
              Map.of("snapshot_id", instance + "-" + round),
              "CreateDBSnapshot"));
    }
    requests.add(request("reboot", "test-mysql-01", Map.of(), REBOOT));
    return requests;
  }

  private static Request request(
      String operation, String instance, Map<String, Object> parameters, String action) {
    return new Request(Submission.of(operation, instance, parameters).asSoonAsDurable(), action);
  }

  private String submitted(Submission asked) {
    return dba.submit(asked).operation().operationId();
  }

  private String describe(String operationId) {
    return dba.history(operationId).toList().toString();
  }
}
