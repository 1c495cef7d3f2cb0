package dev.countersign.executor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.StatusEvent.Terminal;
import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Somebody can write to the executor's database. Whatever they change, nothing is done on RDS but
 * what was signed, and what no longer fits what was signed ends with an alarm.
 */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class TamperedRecordsTest extends OnSimulatedAws {
  private static final String AS_SIGNED = "as signed";
  private static final String INDETERMINATE = "indeterminate";

  /** What is changed of a row that waits for its turn, and how that ends: by which fault. */
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    // Nothing reads these but people.
    TABLE.put("operation = 'delete_snapshot'", AS_SIGNED);
    TABLE.put("environment = 'production'", AS_SIGNED);
    TABLE.put("created_at = now() + interval '1 year'", AS_SIGNED);
    TABLE.put("expires_at = now() + interval '1 year'", AS_SIGNED);
    TABLE.put("expires_at = now() - interval '1 year'", AS_SIGNED);
    TABLE.put("causation_id = 'somebody'", AS_SIGNED);
    TABLE.put("fence = fence + 7", AS_SIGNED);
    TABLE.put("version = version + 7", AS_SIGNED);
    // Terms beside the signed ones are not looked at.
    TABLE.put(
        "state = jsonb_set(state, '{terms}', '{\"operation_id\": \"x\", \"timeout\": \"PT1S\"}')",
        AS_SIGNED);
    TABLE.put("state = jsonb_set(state, '{order}', '{\"operation\": \"x\"}')", AS_SIGNED);
    TABLE.put("envelope = jsonb_set(envelope, '{payload}', $2::jsonb)", "decision-not-trusted");
    TABLE.put("envelope = $3::text::jsonb", "decision-mismatch");
    TABLE.put("envelope = '{}'", "decision-mismatch");
    TABLE.put("envelope = jsonb_set(envelope, '{signatures}', '[]')", "decision-not-trusted");
    TABLE.put(
        "envelope = jsonb_set(envelope, '{payloadType}', '\"text/plain\"')",
        "decision-not-trusted");
    TABLE.put(
        "envelope = jsonb_set(envelope, '{signatures,0,keyid}', '\"0011223344556677\"')",
        "decision-not-trusted");
    TABLE.put("state = '{}'", INDETERMINATE);
    TABLE.put("phase = 'unheard-of'", INDETERMINATE);
    TABLE.put("phase = 'intent'", INDETERMINATE);
  }

  @Inject Pool pool;

  @Test
  void whateverIsChangedOfARecordNothingIsDoneButWhatWasSigned() {
    var instance = busy();
    var ahead = topic.decide(Approvals.approval(instance, "create_snapshot", snapshot()));
    topic.await(ahead, OperationProgressed.class);
    var other = waiting(instance, "delete_snapshot", snapshot());
    var tampered =
        TABLE.entrySet().stream()
            .map(row ->
                new Tampered(
                    row.getKey(), row.getValue(), waiting(instance, "create_snapshot", snapshot())))
            .toList();

    tampered.forEach(each -> change(each.approved(), each.change(), other));
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));

    succeeded(ahead);
    for (var each : tampered) {
      assertEquals(each.expected(), how(topic.end(each.approved())), each.change());
      var effects = simulator.effectsOf(each.approved().subject());
      assertEquals(each.expected().equals(AS_SIGNED) ? 1 : 0, effects.size(), each.change());
      effects.forEach(effect ->
          assertEquals("CreateDBSnapshot", effect.path("action").asText(), each.change()));
    }
  }

  private record Tampered(String change, String expected, Event approved) {}

  @Test
  void anExpiryThatIsMovedOnRecordStaysAsItWasSigned() {
    var instance = busy();
    var ahead = topic.decide(Approvals.approval(instance, "create_snapshot", snapshot()));
    topic.await(ahead, OperationProgressed.class);
    var brief =
        topic.decide(
            // Long enough to be let in, on a busy machine, too.
            Approvals.approval(instance, "create_snapshot", snapshot(), Duration.ofSeconds(10)));
    topic.await(brief, OperationQueued.class);
    change(
        brief,
        "expires_at = now() + interval '1 year',"
            + " state = jsonb_set(state, '{terms}', '{\"expires_at\": \"2999-01-01T00:00:00Z\"}')",
        ahead);

    var expiry = ((OperationApproved) brief.data()).expiresAt().plusSeconds(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(expiry));
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));

    succeeded(ahead);
    assertEquals("decision-expired", failed(brief).fault().code());
    assertEquals(List.of(), simulator.effectsOf(brief.subject()));
  }

  @Test
  void theRowOfOneInstanceDoesNotBecomeAnOrderForAnother() {
    var instance = busy();
    var ahead = topic.decide(Approvals.approval(instance, "create_snapshot", snapshot()));
    topic.await(ahead, OperationProgressed.class);
    var moved = waiting(instance, "create_snapshot", snapshot());

    var other = topic.instance("dev-postgres-01").key();
    change(moved, "resource_key = '%s', exclusion_key = '%s'".formatted(other, other), ahead);

    assertEquals("decision-mismatch", failed(moved).fault().code());
    assertEquals(List.of(), simulator.effectsOf(moved.subject()));
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "available"));
    succeeded(ahead);
  }

  private Instance busy() {
    var instance = topic.instance("test-mariadb-01");
    simulator.change(ACCOUNT, "us-east-1", "test-mariadb-01", Map.of("status", "backing-up"));
    return instance;
  }

  private Event waiting(Instance instance, String operation, Map<String, Object> parameters) {
    var approved = topic.decide(Approvals.approval(instance, operation, parameters));
    topic.await(approved, OperationQueued.class);
    return approved;
  }

  private static Map<String, Object> snapshot() {
    return Map.of("snapshot_id", snapshotId());
  }

  private static String how(Terminal end) {
    return switch (end) {
      case OperationSucceeded _ -> AS_SIGNED;
      case OperationFailed failed -> failed.fault().code();
      case OperationIndeterminate unknown -> {
        assertTrue(!unknown.evidence().isEmpty());
        yield INDETERMINATE;
      }
      default -> assertInstanceOf(OperationSucceeded.class, end).toString();
    };
  }

  private void change(Event approved, String change, Event other) {
    var envelope = envelope(other);
    var values = Tuple.of(approved.subject());
    var sql = change;
    if (change.contains("$2")) {
      sql =
          change.replace(
              "$2::jsonb",
              "(select o.envelope -> 'payload' from executions o where o.operation_id = $2)");
      values.addString(other.subject());
    }
    if (change.contains("$3")) {
      sql = change.replace("$3", "$2");
      values.addString(envelope);
    }
    var changed =
        pool.preparedQuery("update executions set " + sql + " where operation_id = $1")
            .execute(values)
            .await()
            .atMost(Duration.ofMinutes(1));
    assertEquals(1, changed.rowCount());
  }

  private String envelope(Event approved) {
    return pool.preparedQuery("select envelope::text from executions where operation_id = $1")
        .execute(Tuple.of(approved.subject()))
        .await()
        .atMost(Duration.ofMinutes(1))
        .iterator()
        .next()
        .getString(0);
  }
}
