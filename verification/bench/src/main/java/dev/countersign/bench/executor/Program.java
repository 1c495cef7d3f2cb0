package dev.countersign.bench.executor;

import dev.countersign.embedded.ChildProcess;
import dev.countersign.embedded.HealthCheck;
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

  /** A program of the JDK that runs this. */
  static Path java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program);
  }
}
