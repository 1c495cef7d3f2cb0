package dev.countersign.gateway.stream;

import dev.countersign.contracts.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One open response of type {@code text/event-stream}. Everything but {@link #onContext} is to be
 * called on its own context.
 */
final class EventStream {
  /** Whatever a token says, a client shows once a day that it still has one. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final String TOKEN_EXPIRED =
      "event: token-expired\ndata: {\"detail\": \"The token has ended. Come back with a new one.\"}"
          + "\n\n";

  private final HttpServerResponse response;
  private final Vertx vertx;
  private final Context context;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean open = true;

  EventStream(RoutingContext http, Vertx vertx, Duration heartbeat) {
    this.response = http.response();
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    http.addEndHandler(_ -> ended());
    // Shows proxies and clients that the stream lives, and finds out about clients that have gone.
    var timer = vertx.setPeriodic(heartbeat.toMillis(), _ -> write(": alive\n\n"));
    afterwards.add(() -> vertx.cancelTimer(timer));
    write("retry: 1000\n\n");
  }

  /**
   * Ends the stream when the token of whoever listens ends: what a token opened stays open no
   * longer than the token. Says so before, so that the client comes back with a new one.
   */
  void endAt(Duration left) {
    var millis = Math.clamp(left.toMillis(), 1, LONGEST.toMillis());
    var timer =
        vertx.setTimer(
            millis,
            _ -> {
              write(TOKEN_EXPIRED);
              end();
            });
    afterwards(() -> vertx.cancelTimer(timer));
  }

  /** For the framework, which has nothing to answer: a client that goes cancels it. */
  Uni<Response> untilItEnds() {
    return Uni.createFrom().<Response>nothing().onCancellation().invoke(this::ended);
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
