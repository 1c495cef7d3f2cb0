package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.embedded.HealthCheck;
import dev.countersign.embedded.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One instance of a service: its packaged application as a process of its own. */
final class Replica extends JavaProcess {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, String> environment;
  private final int port;

  Replica(String name, Path application, int port, Map<String, String> environment, Path log) {
    super(name, log, application.resolve("quarkus-run.jar"));
    this.port = port;
    this.environment = Map.copyOf(environment);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** SIGTERM. Answers how long it took. */
  Duration stopInOrder() {
    var since = System.nanoTime();
    stop();
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Its exit code, when it ends by itself. */
  int exitCode() throws Exception {
    return exit().get(60, java.util.concurrent.TimeUnit.SECONDS).exitValue();
  }

  String said() throws IOException {
    return Files.readString(log());
  }

  /** One readiness check of it. */
  JsonNode check(String name) throws Exception {
    var answer = HTTP.send(request("/q/health/ready"), BodyHandlers.ofString()).body();
    return Api.JSON
        .readTree(answer)
        .path("checks")
        .valueStream()
        .filter(check -> check.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name + " in " + answer));
  }

  String metrics() throws Exception {
    return HTTP.send(request("/q/metrics"), BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(5)).build();
  }

  @Override
  protected boolean ready() {
    return HealthCheck.passes(url() + "/q/health/ready");
  }

  @Override
  protected Duration lookEvery() {
    return Duration.ofMillis(150);
  }

  @Override
  protected Duration stopLimit() {
    return Duration.ofSeconds(30);
  }

  @Override
  protected Duration startLimit() {
    return Duration.ofSeconds(180);
  }

  @Override
  protected List<String> jvm() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx192m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  @Override
  protected void adapt(Map<String, String> inherited) {
    inherited.keySet().removeIf(Replica::isSetting);
    inherited.putAll(environment);
  }

  private static boolean isSetting(String variable) {
    return variable.matches("(AWS|QUARKUS|KAFKA|COUNTERSIGN)_.*")
        || variable.equals("ENABLE_PRODUCTION_OPERATIONS");
  }
}
