package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
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
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The channels of a real service when what they stand on is killed under them. */
@QuarkusTest
@QuarkusTestResource(value = FragileInfra.class, restrictToAnnotatedClass = true)
class OutageTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject Pool pool;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aKilledDatabaseIsWaitedForWithReadinessRed() throws Exception {
    survives(FragileInfra::killPostgres, FragileInfra::startPostgres);
  }

  @Test
  void aKilledBrokerIsWaitedForWithReadinessRed() throws Exception {
    survives(FragileInfra::killBroker, FragileInfra::startBroker);
  }

  private void survives(Runnable kill, Runnable start) throws Exception {
    await().atMost(SOON).until(() -> status() == 200);
    var sent = new ArrayList<Event>();
    try (var topics = new TestTopics(FragileInfra.bootstrapServers())) {
      send(topics, sent, 300);
      kill.run();
      await().atMost(SOON).until(() -> status() == 503);
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
    await().atMost(SOON).until(() -> status() == 200);
  }

  private static void send(TestTopics topics, List<Event> sent, int count) {
    for (int number = 0; number < count; number++) {
      sent.add(Requests.cancel(1, sent.size() + 1));
      topics.send(Topics.REQUESTS, sent.getLast());
    }
  }

  private int status() throws IOException, InterruptedException {
    var url = TestHTTPResourceManager.getUri();
    var ready = HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build();
    return http.send(ready, BodyHandlers.discarding()).statusCode();
  }

  private long effects(List<Event> sent) {
    return pool.preparedQuery("select count(*) from effect where event_id = any($1)")
        .executeAndAwait(Tuple.of(sent.stream().map(Event::id).toArray(String[]::new)))
        .iterator()
        .next()
        .getLong(0);
  }
}
