package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole platform, driven as a person would: through the launcher. */
public final class Platform {
  private static final long UP_SECONDS = 180;

  private final Path launcher;
  private final Path data;

  /**
   * @param launcher {@code countersign} in the checkout, or another that understands its commands
   * @param data the platform's own folder
   */
  public Platform(Path launcher, Path data) {
    this.launcher = launcher.toAbsolutePath();
    this.data = data;
  }

  /** Up and ready; answers what {@code up --json} printed. */
  public JsonNode up(int port, double speed, Map<String, String> environment) throws Exception {
    var printed =
        run(
            environment,
            "up",
            "--detach",
            "--json",
            "--port",
            Integer.toString(port),
            "--speed",
            Double.toString(speed),
            "--data",
            data.toString());
    return Api.JSON.readTree(printed);
  }

  /** Takes it down; the data stays. */
  public void down() throws Exception {
    run(Map.of(), "down", "--data", data.toString());
  }

  /**
   * Ends one process of the platform at once. Whether and when it comes back is the platform's
   * affair.
   */
  void kill9(String process) throws Exception {
    var status = status();
    for (var candidate : status.path("processes")) {
      if (candidate.path("name").asText().equals(process)) {
        var handle = ProcessHandle.of(candidate.path("pid").asLong()).orElseThrow();
        StoryFailed.unless(handle.destroyForcibly(), "could not kill " + process);
        handle.onExit().get(10, TimeUnit.SECONDS);
        return;
      }
    }
    throw new StoryFailed("no process " + process + " in " + status);
  }

  /** What {@code status --json} prints. */
  public JsonNode status() throws Exception {
    // Its exit code says whether everything serves; it prints what there is either way.
    var ended = end(Map.of(), "status", "--json", "--data", data.toString());
    return Api.JSON.readTree(ended.output());
  }

  /** A bearer token. */
  public String token(String user, String groups) throws Exception {
    return run(Map.of(), "token", "--user", user, "--groups", groups, "--data", data.toString())
        .strip();
  }

  private String run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var ended = end(environment, arguments);
    StoryFailed.unless(
        ended.exitValue() == 0,
        "`countersign " + String.join(" ", arguments) + "` exited with " + ended.exitValue());
    return ended.output();
  }

  private record Ended(int exitValue, String output) {}

  private Ended end(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Only what the story sets decides about the gate, not what the person's shell has exported.
    builder.environment().remove("ENABLE_PRODUCTION_OPERATIONS");
    // Whoever started this has built already, and may be in the middle of a build.
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    builder.environment().putAll(environment);
    var process = builder.start();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(UP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new StoryFailed(
          String.join(" ", arguments) + " did not end within " + UP_SECONDS + " s");
    }
    return new Ended(process.exitValue(), output);
  }
}
