package dev.countersign.executor;

import dev.countersign.embedded.Database;
import dev.countersign.embedded.JavaProcess;
import dev.countersign.embedded.TestInfra;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The packaged executor as a process of its own. */
final class ExecutorProcess extends JavaProcess {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, String> settings;
  private final String crashAt;
  private final int port;

  /**
   * @param crashAt the crash point, or an empty text
   */
  ExecutorProcess(
      TestInfra infra, Database database, Path folder, String simulator, String crashAt) {
    super(
        "executor",
        folder.resolve("executor.log"),
        Path.of(
            System.getProperty("countersign.home"),
            "services/executor/target/quarkus-app/quarkus-run.jar"));
    this.settings = SimulatedAws.settings(infra, database, folder, simulator);
    this.crashAt = crashAt;
    this.port = freePort();
  }

  @Override
  protected List<String> jvm() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx192m",
        "-Ddev.countersign.executor.crash-at=" + crashAt + "=1");
  }

  @Override
  protected void adapt(Map<String, String> environment) {
    settings.forEach((key, value) ->
        environment.put(key.replaceAll("[.\\-]", "_").toUpperCase(Locale.ROOT), value));
    environment.put("COUNTERSIGN_KAFKA_RIGHTS_CHECK", "off");
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("AWS_ACCESS_KEY_ID", "AKIALOCALEXECUTOR");
    environment.put("AWS_SECRET_ACCESS_KEY", "local-executor-secret");
  }

  @Override
  protected boolean ready() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
