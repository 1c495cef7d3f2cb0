package dev.countersign.local.run;

import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The first discovery. Services that serve know no instance yet, and whoever is told "ready" tries
 * one at once.
 */
final class Inventory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** One of the simulator's fleet. */
  private static final String KNOWN = "dev-postgres-01";

  private Inventory() {}

  /**
   * Returns when the gateway knows the simulator's fleet, or when it takes too long to wait for.
   */
  static void await(UpOptions options) throws IOException {
    var token =
        new BearerToken("countersign-up", List.of(), Duration.ofMinutes(5))
            .signed(new KeyFiles(options.data().secrets()).token(), Clock.systemUTC().instant());
    var question =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + options.port() + "/api/instances/" + KNOWN))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (!known(client, question) && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean known(HttpClient client, HttpRequest question)
      throws InterruptedException {
    try {
      return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
