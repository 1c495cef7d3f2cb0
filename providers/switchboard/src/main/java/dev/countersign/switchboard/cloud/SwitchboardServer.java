package dev.countersign.switchboard.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service over HTTP, on loopback. */
public final class SwitchboardServer implements AutoCloseable {
  private final Switchboard switchboard;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Stop, Hold> holds = new ConcurrentHashMap<>();

  private record Stop(String line, Moment moment) {}

  private SwitchboardServer(Switchboard switchboard, HttpServer server) {
    this.switchboard = switchboard;
    this.server = server;
  }

  /** At a free port. */
  public static SwitchboardServer start(Switchboard switchboard) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var started = new SwitchboardServer(switchboard, HttpServer.create(address, 0));
    started.server.createContext("/", started::handle);
    started.server.setExecutor(started.requests);
    started.server.start();
    return started;
  }

  /** Its endpoint. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** From now on requests about this line are held at this moment. */
  public Hold hold(String line, Moment moment) {
    var stop = new Stop(line, moment);
    var hold = new Hold(() -> holds.remove(stop));
    holds.put(stop, hold);
    return hold;
  }

  private void handle(HttpExchange exchange) throws IOException {
    // Closed without an answer, the connection breaks off.
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var action = headers.getFirst("X-Action");
      var place = headers.getFirst("X-Place");
      var asked = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
      if (looked(asked) && passes(asked.path("Line").asText(), Moment.ARRIVED)) {
        var answer = switchboard.answer(place, action, asked);
        if (!answer.isOk() || passes(asked.path("Line").asText(), Moment.DONE)) {
          var body = Json.bytes(answer.body());
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
        }
      }
    }
  }

  /** A look at named lines is held for any of them; whoever lists all is not held. */
  private boolean looked(JsonNode asked) {
    for (var line : asked.path("Lines")) {
      var id = line.asText();
      var before = switchboard.effectsOn(id).isEmpty();
      if (!passes(id, before ? Moment.LOOK_BEFORE : Moment.LOOK_AFTER)) {
        return false;
      }
    }
    return true;
  }

  private boolean passes(String line, Moment moment) {
    var hold = holds.get(new Stop(line, moment));
    return hold == null || hold.passes();
  }

  @Override
  public void close() {
    holds.values().forEach(Hold::cutOff);
    server.stop(0);
    requests.shutdownNow();
  }
}
