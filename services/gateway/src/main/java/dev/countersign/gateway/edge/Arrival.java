package dev.countersign.gateway.edge;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.gateway.edge.core.Headers;
import dev.countersign.gateway.edge.core.TrustedProxies;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What is known of a request before anything is checked. */
record Arrival(
    String correlationId, @Nullable String traceparent, String clientAddress, long nanos) {

  static Arrival of(HttpServerRequest request, TrustedProxies proxies) {
    var socket = request.remoteAddress();
    var address = socket == null ? null : socket.hostAddress();
    return new Arrival(
        Headers.correlationId(request.getHeader("X-Correlation-Id")).orElseGet(EventIds::next),
        Headers.traceparent(request.getHeader("traceparent")).orElse(null),
        proxies.client(
            address == null ? "unknown" : address,
            String.join(",", request.headers().getAll("X-Forwarded-For"))),
        System.nanoTime());
  }

  long milliseconds() {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
