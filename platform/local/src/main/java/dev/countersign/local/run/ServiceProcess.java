package dev.countersign.local.run;

import dev.countersign.embedded.HealthCheck;
import dev.countersign.embedded.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One of the services: the artifact that production runs, with this machine's settings. */
final class ServiceProcess extends JavaProcess {
  /** A service waits most of its life: small heap, and no GC thread per core. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-Xmx192m",
          "-XX:MaxMetaspaceSize=192m",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /**
   * Further options for the services' JVMs alone, from this shell: {@code %s} is the service's
   * name. For recorders and profilers that write when the process ends, which then takes its time.
   */
  private static final String FURTHER = System.getenv().getOrDefault("COUNTERSIGN_JVM_OPTIONS", "");

  private final int port;
  private final Map<String, String> environment;

  ServiceProcess(String name, Path jar, int port, Map<String, String> environment, Path log) {
    super(name, log, jar);
    this.port = port;
    this.environment = Map.copyOf(environment);
  }

  String health() {
    return "http://127.0.0.1:" + port + "/q/health/ready";
  }

  /** Where it says that only a new start can help it, for example when a consumer has given up. */
  String liveness() {
    return "http://127.0.0.1:" + port + "/q/health/live";
  }

  /** A service logs each look that finds it not ready. */
  @Override
  protected Duration lookEvery() {
    return Duration.ofMillis(150);
  }

  @Override
  protected List<String> jvm() {
    var options = new ArrayList<>(JVM);
    FURTHER
        .lines()
        .flatMap(line -> Stream.of(line.strip().split(" +")))
        .filter(option -> !option.isEmpty())
        .forEach(option -> options.add(option.replace("%s", name())));
    options.add("-Dcountersign.process=" + name());
    return options;
  }

  // What this shell happens to hold stays here: above all the credentials of AWS.
  @Override
  protected void adapt(Map<String, String> inherited) {
    inherited.keySet().removeIf(ServiceProcess::isForSomebodyElse);
    inherited.putAll(environment);
  }

  private static boolean isForSomebodyElse(String variable) {
    return variable.startsWith("AWS_")
        || variable.startsWith("QUARKUS_")
        || variable.startsWith("KAFKA_")
        || variable.equals("ENABLE_PRODUCTION_OPERATIONS");
  }

  @Override
  protected boolean ready() {
    return HealthCheck.passes(health());
  }

  @Override
  protected Duration startLimit() {
    return Duration.ofSeconds(180);
  }

  @Override
  protected Duration stopLimit() {
    return FURTHER.isBlank() ? super.stopLimit() : Duration.ofSeconds(60);
  }
}
