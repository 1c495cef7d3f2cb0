package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RecordEvent.RecordQuarantined;
import dev.countersign.embedded.EventBus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole wiring, as services use it. */
@QuarkusTest
@QuarkusTestResource(value = SharedInfra.class, restrictToAnnotatedClass = true)
class EchoTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String GROUP = "echo-requests";

  @Inject Pool pool;
  @Inject Hop hop;
  @Inject EchoService service;
  @Inject Vertx vertx;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> kafka;

  private EventBus topics;

  @BeforeEach
  void connect() {
    topics = new EventBus(broker());
  }

  @AfterEach
  void disconnect() {
    service.down(false);
    topics.close();
  }

  @Test
  void anEventHasOneEffectAndLeadsToOneEventInItsTrace() {
    var asked = Requests.cancel(1, 1);
    var next = Requests.cancel(1, 2);
    topics.send(Topics.REQUESTS, asked);
    topics.send(Topics.REQUESTS, asked);
    topics.send(Topics.REQUESTS, next);
    var echo = topics.about(Topics.STATUS, asked.subject(), 1).getFirst();
    assertEquals(asked.id(), echo.trace().causationId());
    assertEquals(Requests.TRACEPARENT, echo.trace().traceparent());
    topics.about(Topics.STATUS, next.subject(), 1);
    assertEquals(List.of(asked.id(), next.id()), effectsOf(Set.of(asked.id(), next.id())));
  }

  @Test
  void aLineWrittenOnAnEventLoopCarriesItsCorrelationId() {
    var seen = new CompletableFuture<String>();
    Runnable line = () -> seen.complete(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
    vertx.getOrCreateContext().runOnContext(_ -> LogContext.run("an-id", null, line));
    assertEquals("an-id", seen.orTimeout(1, TimeUnit.MINUTES).join());
  }

  @Test
  void poisonAndBugsDoNotStopThoseBehindThem() {
    var key = Requests.instance(2).toString();
    topics.send(new ProducerRecord<>(Topics.REQUESTS, key, new byte[] {1, 2, 3}));
    var bug = Requests.cancel(2, 1, "explode");
    topics.send(Topics.REQUESTS, bug);
    var behind = Requests.cancel(2, 2);
    topics.send(Topics.REQUESTS, behind);

    topics.about(Topics.STATUS, behind.subject(), 1);
    var reports =
        topics.await(Topics.STATUS, events -> reports(events, key).size() >= 2).stream()
            .filter(event -> event.partitionKey().equals(key))
            .map(Event::data)
            .filter(RecordQuarantined.class::isInstance)
            .map(RecordQuarantined.class::cast)
            .toList();
    assertEquals("header ce_specversion is not 1.0", reports.getFirst().reason());
    assertTrue(reports.getLast().reason().contains("ArithmeticException"));
    assertEquals("echo", reports.getFirst().consumer());
  }

  @Test
  void noOffsetIsCommittedBeforeItsEventIsDone() throws Exception {
    var first = Requests.cancel(3, 1);
    topics.send(Topics.REQUESTS, first);
    topics.about(Topics.STATUS, first.subject(), 1);
    await().atMost(SOON).until(() -> topics.lag(GROUP, Topics.REQUESTS) == 0);

    service.down(true);
    var waiting = new ArrayList<Event>();
    for (int number = 0; number < 40; number++) {
      waiting.add(Requests.cancel(number, 1));
      topics.send(Topics.REQUESTS, waiting.getLast());
    }
    // Three times the interval at which commits happen.
    await()
        .during(Duration.ofSeconds(3))
        .atMost(SOON)
        .until(() -> topics.lag(GROUP, Topics.REQUESTS) == 40);
    service.down(false);
    await().atMost(SOON).until(() -> topics.lag(GROUP, Topics.REQUESTS) == 0);
    assertEquals(40, effectsOf(ids(waiting)).size());
  }

  @Test
  void aRebalanceInMidWorkNeitherLosesNorDoublesNorReorders() throws Exception {
    service.down(true);
    var sent = new ArrayList<Event>();
    for (int round = 1; round <= 50; round++) {
      for (int instance = 10; instance < 20; instance++) {
        sent.add(Requests.cancel(instance, round));
        topics.send(Topics.REQUESTS, sent.getLast());
      }
    }
    // The channel holds all of it, undone, when another instance joins and takes half.
    try (var other = new SecondConsumer(broker(), GROUP, hop)) {
      await().atMost(SOON).until(() -> other.handled() > 100);
      service.down(false);
      await().atMost(SOON).until(() -> effectsOf(ids(sent)).size() > 250);
    }
    for (int instance = 10; instance < 20; instance++) {
      sent.add(Requests.cancel(instance, 51));
      topics.send(Topics.REQUESTS, sent.getLast());
    }

    await().atMost(SOON).until(() -> new TreeSet<>(effectsOf(ids(sent))).size() == sent.size());
    var effects = effectsOf(ids(sent));
    assertEquals(sent.size(), effects.size());
    assertEquals(byInstance(sent, ids(sent)), byInstance(sent, effects));
  }

  private static Map<String, List<String>> byInstance(List<Event> events, Iterable<String> order) {
    var keys = new HashMap<String, String>();
    events.forEach(event -> keys.put(event.id(), event.partitionKey()));
    var byInstance = new HashMap<String, List<String>>();
    order.forEach(id -> byInstance.computeIfAbsent(keys.get(id), _ -> new ArrayList<>()).add(id));
    return byInstance;
  }

  /** In the order in which they were made. */
  private static Set<String> ids(List<Event> events) {
    var ids = new TreeSet<String>();
    events.forEach(event -> ids.add(event.id()));
    return ids;
  }

  private static List<Event> reports(List<Event> events, String key) {
    return events.stream()
        .filter(event -> event.data() instanceof RecordQuarantined)
        .filter(event -> event.partitionKey().equals(key))
        .toList();
  }

  private List<String> effectsOf(Set<String> ids) {
    var effects = new ArrayList<String>();
    pool.preparedQuery("select event_id from effect where event_id = any($1) order by number")
        .executeAndAwait(Tuple.of(ids.toArray(String[]::new)))
        .forEach(row -> effects.add(row.getString(0)));
    return effects;
  }

  private String broker() {
    return String.valueOf(kafka.get("bootstrap.servers"));
  }
}
