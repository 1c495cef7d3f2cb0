package dev.countersign.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server that gives the answers that it was told, one after the other. */
final class TestServer implements AutoCloseable {
  record Request(String path, Headers headers) {
    String header(String name) {
      return Objects.requireNonNullElse(headers.getFirst(name), "");
    }
  }

  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  TestServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  void json(int status, String body, String... headers) {
    respond(status, body, headers);
  }

  void problem(int status, String name, String... headers) {
    replies.add(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      send(
          exchange,
          status,
          """
          {"type": "https://countersign.dev/problems/%s", "title": "t", "status": %d,
           "detail": "d", "correlation_id": "c"}
          """
              .formatted(name, status),
          headers);
    });
  }

  void respond(int status, String body, String... headers) {
    replies.add(exchange -> send(exchange, status, body, headers));
  }

  /** Server-sent events, and the end of the stream. */
  void events(String text) {
    respond(200, text, "Content-Type", "text/event-stream");
  }

  /** Server-sent events, and no end: the connection breaks. */
  void brokenEvents(String text) {
    replies.add(exchange -> {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, bytes.length + 1L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      exchange.close();
    });
  }

  /** Server-sent events that go on with this until nobody reads them any more. */
  void endlessEvents(String again) {
    replies.add(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      var bytes = again.repeat(1000).getBytes(StandardCharsets.UTF_8);
      try (exchange) {
        while (true) {
          exchange.getResponseBody().write(bytes);
        }
      }
    });
  }

  /** The head of an answer, and then nothing more. */
  void stalled() {
    replies.add(exchange -> exchange.sendResponseHeaders(200, 10));
  }

  /** Closes the connection without a word. */
  void hangUp() {
    replies.add(HttpExchange::close);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    requests.add(new Request(uri.toString(), exchange.getRequestHeaders()));
    exchange.getRequestBody().readAllBytes();
    var reply = replies.poll();
    if (reply == null) {
      send(exchange, 500, "nothing more was to be asked");
    } else {
      reply.to(exchange);
    }
  }

  private static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (var i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  static String operation(String status) {
    return operation(status, 1);
  }

  static String operation(String status, int version) {
    return """
    {"operation_id": "one", "operation": "reboot_instance", "instance_id": "i",
     "instance": {"key": "k", "account": "a", "region": "r"}, "status": "%s", "success": null,
     "parameters": {}, "requester": {"subject": "ada", "groups": []},
     "requested_at": "2026-05-01T08:00:00.000Z", "correlation_id": "c", "version": %d, "links": {},
     "of_a_newer_version": 1}
    """
        .formatted(status, version);
  }

  static String instance(String id) {
    return "{\"instance_id\": \"" + id + "\", \"observed_at\": \"2026-05-01T08:00:00.000Z\"}";
  }

  static String entry(int position, String name) {
    return ("{\"position\": %d, \"type\": \"dev.countersign.operation.%s.v1\", \"id\": \"e\","
            + " \"source\": \"s\", \"sequence\": 1, \"time\": \"2026-05-01T08:00:00.000Z\","
            + " \"data\": {}}")
        .formatted(position, name);
  }

  static String event(int position, String name) {
    return "id: %d\nevent: %s\ndata: %s\n\n".formatted(position, name, entry(position, name));
  }

  static String history(String... entries) {
    return "{\"operation_id\": \"one\", \"next_cursor\": null, \"events\": ["
        + String.join(", ", entries)
        + "]}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
