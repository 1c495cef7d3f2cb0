package dev.countersign.bench.executor;

import dev.countersign.embedded.ChildProcess;
import dev.countersign.embedded.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of our own jars as a process; ready when this address answers. */
final class Program extends ChildProcess {
  private final List<String> jvm;
  private final List<String> jarAndArguments;
  private final Map<String, String> environment;
  private final String health;
  private final HttpClient http = HttpClient.newHttpClient();

  Program(
      String name,
      Path log,
      List<String> jvm,
      List<String> jarAndArguments,
      Map<String, String> environment,
      String health) {
    super(name, log);
    this.jvm = jvm;
    this.jarAndArguments = jarAndArguments;
    this.environment = environment;
    this.health = health;
  }

  @Override
  protected ProcessBuilder command() {
    var line = new ArrayList<>(List.of(java("java").toString(), "-XX:+UseSerialGC"));
    line.addAll(jvm);
    line.add("-jar");
    line.addAll(jarAndArguments);
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  protected boolean ready() {
    return HealthCheck.passes(health);
  }

  /** One of its numbers, by the name that Prometheus knows; NaN when it does not tell. */
  double metric(String name) throws InterruptedException {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(health).resolve("/q/metrics")).build(),
              BodyHandlers.ofString());
      return answer
          .body()
          .lines()
          .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notThere) {
      return Double.NaN;
    }
  }

  /** A program of the JDK that runs this. */
  static Path java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program);
  }
}
