package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;

import dev.countersign.contracts.event.Event;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the wiring tests share: a client, and neighbours to play with. */
abstract class GatewayTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-central-1";

  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource("/")
  URI base;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  Neighbours neighbours;
  Client ada;

  @BeforeEach
  void open() {
    neighbours = new Neighbours(String.valueOf(kafka.get("bootstrap.servers")));
    ada = new Client(base, Tokens.of("ada", "DBA"));
  }

  @AfterEach
  void close() {
    neighbours.close();
  }

  /** A new instance that the gateway has heard of; its name tells what policy will say. */
  String instance(String prefix) {
    var identifier = prefix + '-' + Long.toString(System.nanoTime(), 36);
    neighbours.observe(ACCOUNT, REGION, identifier);
    await().atMost(PATIENCE).until(() -> ada.get("/api/instances/" + identifier).status() == 200);
    return identifier;
  }

  Event request(String operationId) {
    await().atMost(PATIENCE).until(() -> !requests(operationId).isEmpty());
    return requests(operationId).getFirst();
  }

  List<Event> requests(String operationId) {
    // Delivery is at least once: the same event may come again.
    return neighbours.requests().stream()
        .filter(e -> e.subject().equals(operationId))
        .distinct()
        .toList();
  }

  static String snapshot(String instance, String snapshot) {
    return """
    {"operation": "create_snapshot", "instance_id": "%s", "parameters": {"snapshot_id": "%s"}}
    """
        .formatted(instance, snapshot);
  }
}
