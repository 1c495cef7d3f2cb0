package dev.countersign.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a process whether it serves. */
public final class HealthCheck {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private HealthCheck() {}

  /**
   * Whether it serves: an http address has to answer 200 within three seconds, a tcp one has to
   * accept a connection.
   */
  public static boolean passes(String address) {
    var uri = URI.create(address);
    try {
      return "tcp".equals(uri.getScheme()) ? accepts(uri) : status(uri) == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it answers, and says itself that it is not well. Silence is not such an answer. */
  public static boolean deniesHealth(String address) {
    try {
      return status(URI.create(address)) == 503;
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean accepts(URI address) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 1_000);
      return true;
    }
  }

  private static int status(URI address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(3)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
