package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole wiring, as services use it. */
@QuarkusTest
@QuarkusTestResource(SharedInfra.class)
class EchoTest {
  @Inject Pool pool;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  @Test
  void anEventHasOneEffectAndLeadsToOneEventInItsTrace() {
    var broker = String.valueOf(kafka.get("bootstrap.servers"));
    Event asked = Requests.cancel(1, 1);
    try (var topics = new TestTopics(broker)) {
      topics.send(Topics.REQUESTS, asked);
      topics.send(Topics.REQUESTS, asked);
      var echo = topics.awaitFrom(Topics.STATUS, asked.subject());
      assertEquals(asked.id(), echo.trace().causationId());
      assertEquals(Requests.TRACEPARENT, echo.trace().traceparent());
      await().atMost(Duration.ofSeconds(10)).until(() -> effects() == 1);
    }
  }

  private long effects() {
    return pool.query("select count(*) from effect").executeAndAwait().iterator().next().getLong(0);
  }
}
