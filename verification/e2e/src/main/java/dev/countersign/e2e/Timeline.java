package dev.countersign.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints what happens to every operation while it happens, from the gateway's live events. */
final class Timeline implements AutoCloseable {
  private final Api api;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private final Thread thread;
  private volatile @Nullable Stream<String> stream;
  private volatile boolean closed;

  private Timeline(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
    this.thread = Thread.ofVirtual().name("timeline").unstarted(this::follow);
  }

  static Timeline start(Api api, PrintStream out) {
    var timeline = new Timeline(api, out);
    timeline.thread.start();
    return timeline;
  }

  @Override
  public void close() {
    closed = true;
    var open = stream;
    if (open != null) {
      open.close();
    }
    thread.interrupt();
  }

  private void follow() {
    while (!closed) {
      try (var lines = api.lines("/api/events")) {
        stream = lines;
        lines.filter(line -> line.startsWith("data:")).forEach(line -> print(line.substring(5)));
      } catch (Exception e) {
        if (!closed) {
          LockSupport.parkNanos(200_000_000);
        }
      }
    }
  }

  private void print(String data) {
    try {
      var operation = Api.JSON.readTree(data);
      var seconds = (System.nanoTime() - start) / 1e9;
      out.printf(
          "    %7.2fs  …%s  %-20s %-17s %-17s %s%n",
          seconds,
          tail(operation.path("operation_id").asText()),
          operation.path("operation").asText(),
          operation.path("instance_id").asText(),
          operation.path("status").asText(),
          detail(operation));
    } catch (JsonProcessingException e) {
      out.println("    unreadable event: " + e.getOriginalMessage());
    }
  }

  private static String tail(String id) {
    return id.length() <= 6 ? id : id.substring(id.length() - 6);
  }

  private static String detail(JsonNode operation) {
    if (operation.path("success").isBoolean()) {
      return operation.path("duration_seconds").asText() + " s";
    }
    if (operation.path("progress").hasNonNull("message")) {
      return operation.path("progress").path("message").asText();
    }
    return operation.path("environment").asText();
  }
}
