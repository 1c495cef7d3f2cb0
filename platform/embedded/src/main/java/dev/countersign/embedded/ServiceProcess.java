package dev.countersign.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One instance of a service: its packaged application as a process of its own, on loopback. */
public final class ServiceProcess extends JavaProcess {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx192m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final int port;
  private final Map<String, String> environment;
  private final List<String> jvm;

  /**
   * @param name of the process in logs and failures
   * @param application the folder of its packaged application
   * @param environment all of its settings but the port; what we inherit of them is taken away
   * @param jvm options beside those that every service has here
   */
  public ServiceProcess(
      String name,
      Path application,
      int port,
      Map<String, String> environment,
      Path log,
      String... jvm) {
    super(name, log, application.resolve("quarkus-run.jar"));
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.jvm = new ArrayList<>(JVM);
    this.jvm.addAll(List.of(jvm));
  }

  /** What the build of a checkout has packaged. */
  public static Path application(Path home, String service) {
    return home.resolve("services").resolve(service).resolve("target/quarkus-app");
  }

  /** Settings by the names of properties, as environment variables. */
  public static Map<String, String> variables(Map<String, String> properties) {
    var variables = new HashMap<String, String>();
    properties.forEach((name, value) ->
        variables.put(name.replaceAll("[.\\-]", "_").toUpperCase(Locale.ROOT), value));
    return variables;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** SIGTERM. Answers how long it took. */
  public Duration stopInOrder() {
    var since = System.nanoTime();
    stop();
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Its exit code, when it ends by itself. */
  public int exitCode() throws Exception {
    return exit().get(180, TimeUnit.SECONDS).exitValue();
  }

  /** Its log so far. */
  public String said() throws IOException {
    return Files.readString(log());
  }

  /** One readiness check of it. */
  public JsonNode check(String name) throws IOException, InterruptedException {
    var answer = Json.read(get("/q/health/ready"), JsonNode.class);
    return answer
        .path("checks")
        .valueStream()
        .filter(check -> check.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name + " in " + answer));
  }

  public String metrics() throws IOException, InterruptedException {
    return get("/q/metrics");
  }

  private String get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
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
    return Duration.ofSeconds(60);
  }

  @Override
  protected Duration startLimit() {
    return Duration.ofSeconds(180);
  }

  @Override
  protected List<String> jvm() {
    return jvm;
  }

  @Override
  protected void adapt(Map<String, String> inherited) {
    inherited.keySet().removeIf(ServiceProcess::isSetting);
    inherited.putAll(environment);
    inherited.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    inherited.put("QUARKUS_HTTP_PORT", Integer.toString(port));
  }

  private static boolean isSetting(String variable) {
    return variable.matches("(AWS|QUARKUS|KAFKA|COUNTERSIGN)_.*")
        || variable.equals("ENABLE_PRODUCTION_OPERATIONS");
  }
}
