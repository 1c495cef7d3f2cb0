package dev.countersign.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTP server that answers what it was told, the last answer for a path again and again. */
final class Server implements AutoCloseable {
  /** What somebody asked. */
  record Request(String method, String path, Headers headers, String body) {
    String header(String name) {
      return Objects.requireNonNullElse(headers.getFirst(name), "");
    }
  }

  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  Server() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  /**
   * @param request method and path, without a query
   */
  Server on(String request, int status, String body, String... headers) {
    return reply(request, exchange -> send(exchange, status, body, headers));
  }

  Server problem(String request, int status, String name, String more) {
    var body =
        "{\"type\": \"https://countersign.dev/problems/%s\", \"title\": \"t\", \"status\": %d, \"detail\": \"what is wrong\", \"correlation_id\": \"c\"%s}"
            .formatted(name, status, more);
    return on(request, status, body, "Content-Type", "application/problem+json");
  }

  /** Closes the connection without a word. */
  Server hangUp(String request) {
    return reply(request, HttpExchange::close);
  }

  /** Server-sent events, after which the stream goes on without any. */
  Server endless(String request, String events) {
    return reply(
        request,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        });
  }

  private Server reply(String request, Reply reply) {
    replies.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(reply);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(), uri.toString(), exchange.getRequestHeaders(), body));
    var all = replies.get(exchange.getRequestMethod() + ' ' + uri.getPath());
    if (all == null) {
      send(exchange, 404, "{}", "Content-Type", "application/json");
      return;
    }
    Reply reply;
    synchronized (all) {
      reply = all.size() > 1 ? all.removeFirst() : all.getFirst();
    }
    reply.to(exchange);
  }

  private static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (var i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  static String operation(String status, int version) {
    return """
    {"operation_id": "one", "operation": "create_snapshot", "status": "%s", "success": null,
     "resource": {"key": "1:eu:rds:db:K", "type": "rds:db", "identifier": "dev-1", "account": "1", "region": "eu"},
     "parameters": {}, "requester": {"subject": "ada", "groups": []},
     "requested_at": "2026-05-01T08:00:00.000Z", "correlation_id": "c", "version": %d, "links": {}, "newer": 1.50}
    """
        .formatted(status, version);
  }

  static String event(int position, String name) {
    return ("id: %1$d\nevent: %2$s\ndata: {\"position\": %1$d, \"type\":"
            + " \"dev.countersign.operation.%2$s.v1\", \"id\": \"e\", \"source\": \"s\","
            + " \"sequence\": 1, \"time\": \"2026-05-01T08:00:00.000Z\", \"data\": {}}\n\n")
        .formatted(position, name);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
