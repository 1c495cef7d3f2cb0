package dev.countersign.gateway.edge;

import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Sends the reply, and writes the access log's line when the response has ended. */
final class Answer {
  private static final Logger LOG = Logger.getLogger("dev.countersign.gateway.access");

  private final RoutingContext context;
  private final Arrival arrival;
  private final List<Runnable> afterwards = new ArrayList<>();
  private @Nullable Requester requester;

  Answer(RoutingContext context, Arrival arrival) {
    this.context = context;
    this.arrival = arrival;
    context
        .response()
        .putHeader("X-Correlation-Id", arrival.correlationId())
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    context.addEndHandler(_ -> log());
  }

  void requester(Requester requester) {
    this.requester = requester;
  }

  /** Runs when the response is with the client, or the client has gone. */
  void whenWritten(Runnable action) {
    afterwards.add(action);
  }

  /** Ends the connection of a client that takes its answer too slowly. */
  void cutOff() {
    context.request().connection().close();
  }

  void send(Reply reply) {
    switch (reply) {
      case Reply.TakenOver() -> {}
      case Reply.Whole(var status, var headers, var body) -> send(status, headers, body);
      case Reply.Trouble(var problem, var headers) -> {
        context.response().putHeader("Content-Type", "application/problem+json");
        send(problem.status(), headers, Json.bytes(problem.document(arrival.correlationId())));
      }
    }
  }

  private void send(int status, Map<String, String> headers, byte[] body) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      written();
      return;
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    response.end(Buffer.buffer(body)).onComplete(_ -> written());
    // Whatever of the body has not been read is thrown away, or the connection would be stuck.
    BoundedBody.discard(context.request());
  }

  private void written() {
    afterwards.forEach(Runnable::run);
    afterwards.clear();
  }

  /** The path without its query, and no header: nothing that could be a secret. */
  private void log() {
    MDC.put("correlation_id", arrival.correlationId());
    MDC.put("client_address", arrival.clientAddress());
    if (requester != null) {
      MDC.put("requester", requester.subject());
    }
    LOG.infof(
        "%s %s %d %d ms",
        context.request().method(),
        context.normalizedPath(),
        context.response().getStatusCode(),
        arrival.milliseconds());
    MDC.remove("correlation_id");
    MDC.remove("client_address");
    MDC.remove("requester");
  }
}
