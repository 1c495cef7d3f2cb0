package dev.countersign.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A service that is started while the broker is away, as in a rollout. */
@QuarkusTest
@QuarkusTestResource(value = BrokerlessInfra.class, restrictToAnnotatedClass = true)
class StartTest {
  private static final Duration SOON = Duration.ofMinutes(3);

  @Inject Hop hop;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void withoutABrokerAServiceStartsAndIsReadyAndStores() throws Exception {
    assertEquals(200, status("started"));
    assertEquals(200, status("live"));
    await().atMost(SOON).until(() -> status("ready") == 200);
    hop.transact(
            tx -> {
              tx.publish(Topics.STATUS, EchoService.echoOf(Requests.cancel(1, 1)));
              return io.smallrye.mutiny.Uni.createFrom().voidItem();
            })
        .await()
        .atMost(SOON);
    await().atMost(SOON).until(() -> status("well") == 503);
    assertEquals(200, status("live"));
    assertEquals(200, status("ready"));
  }

  private int status(String what) throws IOException, InterruptedException {
    var url = TestHTTPResourceManager.getUri();
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/q/health/" + what)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
