package dev.countersign.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.Settings;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform, brought up as a person does it: through the launcher. Up and down as often as
 * is wanted; the data stays.
 */
public final class Platform implements AutoCloseable {
  private static final long UP_SECONDS = 400;
  private static final String GATE = "ENABLE_PRODUCTION_OPERATIONS";

  private final Path launcher;
  private final Path data;
  private @Nullable JsonNode up;
  private boolean watched;

  /** From when it may be up until it is down. */
  private volatile boolean begun;

  /**
   * @param launcher {@code countersign} in the checkout, or another that understands its commands
   * @param data the platform's own folder
   */
  public Platform(Path launcher, Path data) {
    this.launcher = launcher.toAbsolutePath();
    this.data = data;
  }

  /** Of this checkout. */
  public static Platform in(Path data) {
    return new Platform(home().resolve("countersign"), data);
  }

  /** The checkout. */
  public static Path home() {
    return Path.of(System.getProperty("countersign.home", "."));
  }

  /** Up and ready, at a free port. */
  public Platform up(double speed, Map<String, String> environment) {
    return up(0, speed, environment);
  }

  /** Without the pages for people, which programs do not look at. */
  public Platform up(int port, double speed, Map<String, String> environment) {
    return begin(port, speed, environment, "--no-console");
  }

  /** With the console, whose address {@link #said} has. */
  public Platform upWithConsole(double speed, Map<String, String> environment) {
    return begin(0, speed, environment);
  }

  private Platform begin(int port, double speed, Map<String, String> environment, String... more) {
    leaveNothing();
    begun = true;
    var arguments =
        Stream.concat(
            Stream.of(
                "up",
                "--detach",
                "--json",
                "--port",
                Integer.toString(port),
                "--speed",
                Double.toString(speed),
                "--data",
                data.toString()),
            Stream.of(more));
    up = json(run(environment, arguments.toArray(String[]::new)));
    return this;
  }

  /** Takes it down; the data stays. */
  public void down() {
    run(Map.of(), "down", "--data", data.toString());
    begun = false;
  }

  /** A run that is ended from outside leaves no platform behind. */
  private void leaveNothing() {
    if (!watched) {
      watched = true;
      Children.beforehand(() -> {
        if (begun) {
          down();
        }
      });
    }
  }

  @Override
  public void close() {
    down();
  }

  public Path data() {
    return data;
  }

  /** What {@code up --json} printed. */
  public JsonNode said() {
    if (up == null) {
      throw new IllegalStateException("the platform is not up");
    }
    return up;
  }

  /** Where the gateway is. */
  public String url() {
    return said().path("url").asText();
  }

  /** The API, as somebody of this group. */
  public Countersign api(String user, String group) {
    return new Countersign(settings(user, group));
  }

  public Settings settings(String user, String group) {
    var token = token(user, group);
    return Settings.of(url(), () -> token);
  }

  /** A bearer token. */
  public String token(String user, String groups) {
    return run(Map.of(), "token", "--user", user, "--groups", groups, "--data", data.toString())
        .strip();
  }

  public Simulator simulator() {
    return new Simulator(said().path("simulator_url").asText());
  }

  /** How this platform's administrator of Kafka connects. */
  public Map<String, Object> kafka() throws IOException {
    var login = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("secrets/kafka-admin.properties"))) {
      login.load(in);
    }
    var settings = new HashMap<String, Object>();
    login.stringPropertyNames().forEach(name -> settings.put(name, login.getProperty(name)));
    settings.put("bootstrap.servers", said().path("kafka").asText());
    return settings;
  }

  /** Its database server, as the administrator sees it. */
  public PostgresServer postgres() {
    var address = said().path("postgres").asText();
    var port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return PostgresProcess.at(data.resolve("postgres"), port, data.resolve("unused.log")).server();
  }

  /** What {@code status --json} prints. */
  public JsonNode status() {
    // Its exit code says whether everything serves; it prints what there is either way.
    return json(end(Map.of(), "status", "--json", "--data", data.toString()).output());
  }

  /** Which processes it was brought up with, by name. */
  public Map<String, Long> pids() {
    return pids(said());
  }

  private static Map<String, Long> pids(JsonNode state) {
    var pids = new HashMap<String, Long>();
    for (var process : state.path("processes")) {
      pids.put(process.path("name").asText(), process.path("pid").asLong());
    }
    return pids;
  }

  /**
   * Ends one process of the platform at once. Whether and when it comes back is the platform's
   * affair.
   */
  public void kill9(String process) throws Exception {
    var pid = pids(status()).get(process);
    if (pid == null) {
      throw new ChildFailed("the platform has no process " + process);
    }
    var handle = ProcessHandle.of(pid).orElseThrow();
    if (!handle.destroyForcibly()) {
      throw new ChildFailed("could not kill " + process);
    }
    handle.onExit().get(60, TimeUnit.SECONDS);
  }

  /** Deletes a folder with everything in it. */
  public static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String run(Map<String, String> environment, String... arguments) {
    var ended = end(environment, arguments);
    if (ended.exitValue() != 0) {
      throw new ChildFailed(
          "`countersign " + String.join(" ", arguments) + "` exited with " + ended.exitValue());
    }
    return ended.output();
  }

  private record Ended(int exitValue, String output) {}

  private Ended end(Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Only what is said here decides about the gate, not what the person's shell has exported.
    builder.environment().remove(GATE);
    // Whoever started this has built already, and may be in the middle of a build.
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(UP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ChildFailed(
            String.join(" ", arguments) + " did not end within " + UP_SECONDS + " s");
      }
      return new Ended(process.exitValue(), output);
    } catch (IOException broken) {
      throw new ChildFailed("the launcher could not be started", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted", interrupted);
    }
  }

  private static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }
}
