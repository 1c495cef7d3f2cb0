package dev.countersign.gateway.stream;

import dev.countersign.contracts.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One open response of type {@code text/event-stream}. Everything but {@link #onContext} is to be
 * called on its own context.
 */
final class EventStream {
  private final HttpServerResponse response;
  private final Context context;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean open = true;

  EventStream(HttpServerResponse response, Vertx vertx, Duration heartbeat) {
    this.response = response;
    this.context = vertx.getOrCreateContext();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no")
        .closeHandler(_ -> ended())
        .exceptionHandler(_ -> ended());
    // Shows proxies and clients that the stream lives, and finds out about clients that have gone.
    var timer = vertx.setPeriodic(heartbeat.toMillis(), _ -> write(": alive\n\n"));
    afterwards.add(() -> vertx.cancelTimer(timer));
    write("retry: 1000\n\n");
  }

  /** Runs on the stream's context, from wherever. */
  void onContext(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  /** Runs when the stream has ended, for whatever reason; at once when it has ended already. */
  void afterwards(Runnable action) {
    if (open) {
      afterwards.add(action);
    } else {
      action.run();
    }
  }

  boolean open() {
    return open;
  }

  /** Whether the client takes what is written at present. */
  boolean keepsUp() {
    return !response.writeQueueFull();
  }

  /** Runs once the client takes more. */
  void whenItKeepsUp(Runnable action) {
    response.drainHandler(_ -> action.run());
  }

  /** JSON in one line has no line breaks, as the format needs it. */
  void event(String id, String name, Object data) {
    write("id: " + id + "\nevent: " + name + "\ndata: " + Json.text(data) + "\n\n");
  }

  void end() {
    if (open) {
      response.end();
      ended();
    }
  }

  private void write(String text) {
    if (open) {
      response.write(text).onFailure(_ -> ended());
    }
  }

  private void ended() {
    if (open) {
      open = false;
      afterwards.forEach(Runnable::run);
    }
  }
}
