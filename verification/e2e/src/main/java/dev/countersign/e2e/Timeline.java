package dev.countersign.e2e;

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
      var event = Api.JSON.readTree(data);
      var seconds = (System.nanoTime() - start) / 1e9;
      out.printf(
          "    %7.2fs  …%s  %-18s %s%n",
          seconds,
          tail(event.path("subject").asText()),
          shortType(event),
          detail(event.path("data")));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      out.println("    unreadable event: " + e.getOriginalMessage());
    }
  }

  private static String tail(String id) {
    return id.length() <= 6 ? id : id.substring(id.length() - 6);
  }

  private static String shortType(JsonNode event) {
    return event
        .path("type")
        .asText()
        .replaceAll("^dev\\.countersign\\.(operation\\.)?|\\.v\\d+$", "");
  }

  private static String detail(JsonNode data) {
    for (var field : new String[] {"message", "operation", "session_name"}) {
      if (data.hasNonNull(field)) {
        return data.path(field).asText();
      }
    }
    if (data.has("fault")) {
      return data.path("fault").path("meaning").asText();
    }
    if (data.has("place")) {
      return "place " + data.path("place").asInt();
    }
    if (data.has("classification")) {
      return data.path("classification").path("environment").asText();
    }
    return data.has("duration_seconds") ? data.path("duration_seconds").asText() + " s" : "";
  }
}
