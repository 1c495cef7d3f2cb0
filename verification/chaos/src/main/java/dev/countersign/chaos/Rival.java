package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A second executor beside the platform's own, with the same command and environment. Only with two
 * of them does a stopped one come back as a zombie: by then the other has taken over.
 */
final class Rival implements AutoCloseable {
  private final ProcessBuilder builder;
  private final Thread keeper;
  private volatile @Nullable Process process;
  private volatile boolean closed;

  private Rival(ProcessBuilder builder) {
    this.builder = builder;
    this.keeper = Thread.ofVirtual().start(this::keep);
  }

  /** Read from /proc; where there is none, there is no rival. */
  static @Nullable Rival of(JsonNode up, Path log) throws IOException {
    for (var process : up.path("processes")) {
      var proc = Path.of("/proc", process.path("pid").asText());
      if (process.path("name").asText().equals("executor") && Files.exists(proc)) {
        var builder = new ProcessBuilder(texts(proc.resolve("cmdline")));
        builder.environment().clear();
        builder.environment().putAll(variables(proc.resolve("environ")));
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Rival(builder);
      }
    }
    return null;
  }

  private static List<String> texts(Path file) throws IOException {
    var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return Stream.of(text.split("\0", -1)).filter(each -> !each.isEmpty()).toList();
  }

  private static Map<String, String> variables(Path file) throws IOException {
    return texts(file).stream()
        .map(each -> each.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
  }

  /** Again whenever it dies, as the platform does with its own. */
  private void keep() {
    try {
      while (!closed) {
        var started = builder.start();
        process = started;
        started.waitFor();
        Thread.sleep(300);
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    var last = process;
    if (last != null) {
      last.destroyForcibly();
    }
  }
}
