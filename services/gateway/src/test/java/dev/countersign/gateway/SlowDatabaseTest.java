package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A database that is slow has not said no: the work goes on, and the answer says so. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(SlowDatabaseTest.Impatient.class)
class SlowDatabaseTest extends GatewayTest {
  private static final String API = "/api/operations";

  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("countersign.gateway.database-timeout", "PT4S");
    }
  }

  @SuppressWarnings("NullAway.Init")
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @Test
  void theSameKeyFindsOutWhatBecameOfARequestThatWasNotAnswered() throws SQLException {
    var instance = instance("dev");
    var key = UUID.randomUUID().toString();
    String operation;
    try (var slow = locked()) {
      var answer = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);
      operation = assertUnknown(answer);
      // On a busy machine this, too, may take longer than the 4 s of these tests.
      await().atMost(PATIENCE).until(() -> problem(instance, key).equals("idempotency-in-flight"));
      slow.rollback();
    }

    await()
        .atMost(PATIENCE)
        .until(
            () -> ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key).status() == 202);
    var again = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);
    assertEquals(operation, again.text("operation_id"));
    assertEquals("true", again.header("Idempotency-Replayed"));
  }

  @Test
  void withoutAKeyTheOperationItselfTells() throws SQLException {
    var instance = instance("dev");
    String operation;
    try (var slow = locked()) {
      operation = assertUnknown(ada.post(API, snapshot(instance, "one")));
      slow.rollback();
    }

    await().atMost(PATIENCE).until(() -> ada.get(API + '/' + operation).status() == 200);
  }

  @Test
  void aWishToCancelThatWasNotAnsweredIsNotCalledLostEither() throws SQLException {
    var operation = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    try (var slow = locked()) {
      assertEquals(operation, assertUnknown(ada.post(API + '/' + operation + "/cancel", "{}")));
      slow.rollback();
    }

    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + operation).body().path("cancel").isObject());
  }

  private String problem(String instance, String key) {
    return ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key).problem();
  }

  private static String assertUnknown(Client.Answer answer) {
    assertEquals(503, answer.status());
    assertEquals("outcome-unknown", answer.problem());
    var operation = answer.text("operation_id");
    assertFalse(operation.isEmpty());
    assertTrue(answer.text("next_step").contains("Idempotency-Key"));
    assertTrue(answer.text("next_step").contains(API + '/' + operation));
    assertEquals(API + '/' + operation, answer.header("Location"));
    assertFalse(answer.header("Retry-After").isEmpty());
    return operation;
  }

  /** Whoever wants to change an operation waits until this is given up. */
  private Connection locked() throws SQLException {
    var name = database.substring(database.lastIndexOf('/') + 1);
    var connection = TestInfra.shared().postgres().connect(name);
    connection.setAutoCommit(false);
    connection.createStatement().execute("lock table operation in share mode");
    return connection;
  }
}
