package dev.countersign.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Gives recorded documents, and remembers what it was asked. {@link DocumentsTest} holds them. */
final class FakeGateway implements AutoCloseable {
  static final String WAITING = "01a221b5-aa50-7a7a-b15d-96ca83825829";
  static final String HOSTILE = "01a221b5-0000-7a7a-b15d-96ca83825829";
  static final String DONE = "01a221b5-1111-7a7a-b15d-96ca83825829";
  static final String FAILED = "01a221b5-2222-7a7a-b15d-96ca83825829";
  static final String KEY = "444455556666:eu-central-1:rds:db:db-ZYXWVUTSRQPONMLKJIHGFEDCBA";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request that changes something. */
  record Change(String method, String path, JsonNode body, String token, String key) {}

  private final HttpServer server;
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<Change> changes = new CopyOnWriteArrayList<>();

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    Map.of("waiting", WAITING, "hostile", HOSTILE, "done", DONE, "failed", FAILED)
        .forEach((name, id) -> {
          documents.put("/api/operations/" + id, document(name));
          documents.put("/api/operations/" + id + "/history", document("history"));
        });
    documents.put("/api/operations/" + DONE + "/history", document("history-done"));
    documents.put("/api/operations", list("operations", "waiting", "hostile", "done", "failed"));
    documents.put("/api/approvals", list("approvals", "waiting", "hostile"));
    documents.put("/api/reviews", list("reviews"));
    documents.put("/api/instances", document("instances"));
    documents.put("/api/instances/" + KEY, document("instance"));
    documents.put("/api/resources", document("resources"));
    documents.put("/api/catalogue", document("catalogue"));
    documents.put("/api/freezes", document("freezes"));
    documents.put("/api/previews", document("preview"));
    documents.put("/api/ledger/entries", document("ledger"));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked of it since the last call. */
  List<Change> changes() {
    var all = List.copyOf(changes);
    changes.clear();
    return all;
  }

  static String document(String name) {
    try (var in = FakeGateway.class.getResourceAsStream("/api/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no document is called " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String list(String name, String... items) {
    var all = List.of(items).stream().map(FakeGateway::document).toList();
    return "{\"" + name + "\": [" + String.join(",", all) + "], \"next_cursor\": null}";
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      var path = http.getRequestURI().getPath();
      var method = http.getRequestMethod();
      var token = String.valueOf(http.getRequestHeaders().getFirst("Authorization"));
      var body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!token.startsWith("Bearer ")) {
        send(http, 401, "application/problem+json", document("problem"));
      } else if (path.endsWith("/events")) {
        send(http, 200, "text/event-stream", ": nothing more\n\n");
      } else if (!method.equals("GET") && !path.equals("/api/previews")) {
        var key = http.getRequestHeaders().getFirst("Idempotency-Key");
        changes.add(
            new Change(
                method,
                path,
                body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body),
                token,
                String.valueOf(key)));
        send(http, 202, "application/json", document("waiting"));
      } else {
        var document = documents.get(path);
        send(
            http,
            document == null ? 404 : 200,
            document == null ? "application/problem+json" : "application/json",
            document == null ? document("problem") : document);
      }
    }
  }

  private static void send(HttpExchange http, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", type);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
