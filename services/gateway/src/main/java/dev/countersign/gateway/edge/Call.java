package dev.countersign.gateway.edge;

import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import dev.countersign.gateway.edge.core.Caller;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request, known and bounded. */
public final class Call {
  private final RoutingContext context;
  private final Arrival arrival;
  private final Map<String, String> path;
  private final Caller.@Nullable Known caller;
  private final byte[] body;

  Call(
      RoutingContext context,
      Arrival arrival,
      Map<String, String> path,
      Caller.@Nullable Known caller) {
    this(context, arrival, path, caller, new byte[0]);
  }

  private Call(
      RoutingContext context,
      Arrival arrival,
      Map<String, String> path,
      Caller.@Nullable Known caller,
      byte[] body) {
    this.context = context;
    this.arrival = arrival;
    this.path = path;
    this.caller = caller;
    this.body = body;
  }

  Call with(byte[] bytes) {
    return new Call(context, arrival, path, caller, bytes);
  }

  /** Who asks. */
  public Requester requester() {
    return caller().requester();
  }

  /** When the token of whoever asks ends. */
  public Instant tokenExpires() {
    return caller().expires();
  }

  private Caller.Known caller() {
    if (caller == null) {
      throw new IllegalStateException("this endpoint is open to everybody");
    }
    return caller;
  }

  /** The value of a placeholder of the path. */
  public String path(String name) {
    var value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no placeholder " + name);
    }
    return value;
  }

  /** The query parameters, each with all of its values. */
  public Map<String, List<String>> query() {
    var query = new java.util.TreeMap<String, List<String>>();
    context
        .queryParams()
        .names()
        .forEach(name -> query.put(name, context.queryParams().getAll(name)));
    return query;
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** All of a header's values. */
  public List<String> headers(String name) {
    return context.request().headers().getAll(name);
  }

  /** The body, whole. */
  public byte[] body() {
    return body;
  }

  /** The address that the request came from. */
  public String clientAddress() {
    return arrival.clientAddress();
  }

  /** The same from here through every hop. */
  public String correlationId() {
    return arrival.correlationId();
  }

  /** How events that this call leads to hang together. */
  public Trace trace() {
    return new Trace(arrival.correlationId(), null, arrival.traceparent());
  }

  /** The path as every gate has read it, and the query, for passing them on. */
  public String target() {
    var query = context.request().query();
    return context.normalizedPath() + (query == null ? "" : '?' + query);
  }

  /** For endpoints that take the response over. */
  public HttpServerRequest http() {
    return context.request();
  }
}
