package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.embedded.EventBus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The channels of a real service when what they stand on is killed under them. */
@QuarkusTest
@QuarkusTestResource(value = FragileInfra.class, restrictToAnnotatedClass = true)
class OutageTest {
  private static final Duration SOON = Duration.ofMinutes(3);

  /** By default a client looks for what has changed every five minutes. */
  private static final Duration LIMIT = Duration.ofSeconds(50);

  private static final List<Integer> GREEN = List.of(200, 200, 200);

  @Inject Pool pool;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aKilledDatabaseIsWaitedForWithReadinessRed() throws Exception {
    survives(
        FragileInfra::killPostgres,
        () -> await().atMost(SOON).until(() -> status("ready") == 503),
        FragileInfra::startPostgres);
  }

  @Test
  void aKilledBrokerIsWaitedForAndToldOfWithEveryProbeGreen() throws Exception {
    survives(
        FragileInfra::killBroker,
        () -> {
          await().atMost(SOON).until(() -> status("well") == 503);
          assertEquals(GREEN, probes());
        },
        FragileInfra::startBroker);
  }

  @Test
  void topicsThatWereLostAndMadeAnewAreReadAgainWithinSeconds() throws Exception {
    await().atMost(SOON).until(() -> status("ready") == 200);
    try (var topics = new EventBus(FragileInfra.bootstrapServers())) {
      var before = Requests.cancel(1, 1);
      topics.send(Topics.REQUESTS, before);
      topics.about(Topics.STATUS, before.subject(), 1);
    }
    FragileInfra.killBroker();
    FragileInfra.wipeBroker();
    FragileInfra.startBroker();
    // Nobody reads what is not there: no process is helped by a red probe, and people are told.
    await().atMost(SOON).until(() -> status("well") == 503 && body("well").contains("unread-"));
    assertEquals(GREEN, probes());
    FragileInfra.createTopics();
    var made = System.nanoTime();

    try (var topics = new EventBus(FragileInfra.bootstrapServers())) {
      var after = Requests.cancel(1, 2);
      topics.send(Topics.REQUESTS, after);
      topics.about(Topics.STATUS, after.subject(), 1);
    }
    assertTrue(Duration.ofNanos(System.nanoTime() - made).compareTo(LIMIT) < 0);
    await().atMost(SOON).until(() -> status("well") == 200);
  }

  private void survives(Runnable kill, Check meanwhile, Runnable start) throws Exception {
    await().atMost(SOON).until(() -> status("ready") == 200);
    var sent = new ArrayList<Event>();
    try (var topics = new EventBus(FragileInfra.bootstrapServers())) {
      send(topics, sent, 300);
      kill.run();
      meanwhile.make();
      start.run();
      send(topics, sent, 20);
      var subjects = sent.stream().map(Event::subject).toList();
      var echoed =
          topics.await(
              Topics.STATUS,
              events -> events.stream().map(Event::subject).toList().containsAll(subjects));
      assertEquals(
          subjects,
          echoed.stream().map(Event::subject).filter(subjects::contains).distinct().toList());
      assertEquals(sent.size(), effects(sent));
    }
    await().atMost(SOON).until(() -> status("ready") == 200 && status("well") == 200);
  }

  private static void send(EventBus topics, List<Event> sent, int count) {
    for (int number = 0; number < count; number++) {
      sent.add(Requests.cancel(1, sent.size() + 1));
      topics.send(Topics.REQUESTS, sent.getLast());
    }
  }

  private List<Integer> probes() throws IOException, InterruptedException {
    return List.of(status("started"), status("live"), status("ready"));
  }

  private int status(String what) throws IOException, InterruptedException {
    return ask(what).statusCode();
  }

  private String body(String what) throws IOException, InterruptedException {
    return ask(what).body();
  }

  private HttpResponse<String> ask(String what) throws IOException, InterruptedException {
    var url = TestHTTPResourceManager.getUri();
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/q/health/" + what)).build(),
        BodyHandlers.ofString());
  }

  /** A look at the service while something is away. */
  private interface Check {
    void make() throws Exception;
  }

  private long effects(List<Event> sent) {
    return pool.preparedQuery("select count(*) from effect where event_id = any($1)")
        .executeAndAwait(Tuple.of(sent.stream().map(Event::id).toArray(String[]::new)))
        .iterator()
        .next()
        .getLong(0);
  }
}
