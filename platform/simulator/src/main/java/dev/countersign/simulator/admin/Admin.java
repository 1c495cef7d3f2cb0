package dev.countersign.simulator.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.countersign.simulator.fault.RateLimit;
import dev.countersign.simulator.fault.Rule;
import dev.countersign.simulator.fault.Rules;
import dev.countersign.simulator.fault.SkewedClock;
import dev.countersign.simulator.front.Calls;
import dev.countersign.simulator.front.Strangers;
import dev.countersign.simulator.identity.Role;
import dev.countersign.simulator.identity.Roles;
import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import dev.countersign.simulator.store.World;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Routes and answers the admin API. */
public final class Admin implements HttpHandler {
  private static final int LARGEST_BODY = 1 << 20;

  /** What can be looked at and changed from here. */
  public record Inside(
      World world, Roles roles, Rules rules, RateLimit limit, Calls calls, SkewedClock clock) {}

  private final Inside inside;
  private final Interventions interventions;
  private final Strangers strangers;

  public Admin(Inside inside) {
    this.inside = inside;
    this.interventions = new Interventions(inside.world);
    this.strangers = new Strangers(inside.world);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/_admin".length());
      try {
        if (path.equals("/effects") && exchange.getRequestMethod().equals("GET")) {
          effects(exchange, Given.since(exchange.getRequestURI().getQuery()));
          return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        JsonNode given =
            body.length == 0 ? JsonNodeFactory.instance.objectNode() : Json.GIVEN.readTree(body);
        Object answer = answer(exchange.getRequestMethod() + " " + path, path, given);
        if (answer == null) {
          send(
              exchange,
              404,
              Map.of("error", "no such thing: " + exchange.getRequestMethod() + " " + path));
        } else {
          send(exchange, 200, answer);
        }
      } catch (JsonProcessingException e) {
        send(exchange, 400, Map.of("error", Given.complaint(e)));
      } catch (IllegalArgumentException e) {
        send(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
      } catch (AwsError e) {
        send(exchange, e.status(), Map.of("error", e.text(), "code", e.code()));
      }
    }
  }

  private @Nullable Object answer(String route, String path, JsonNode given)
      throws JsonProcessingException {
    return switch (route) {
      case "GET /health" -> Map.of("status", "UP", "speed", inside.world.pace().speed());
      case "GET /calls" -> inside.calls.shown();
      case "DELETE /calls" -> {
        inside.calls.clear();
        yield inside.calls.shown();
      }
      case "GET /speed" -> Map.of("speed", inside.world.pace().speed());
      case "POST /speed" -> {
        inside.world.pace(new Pace(read(given, Given.Speed.class).speed()));
        yield Map.of("speed", inside.world.pace().speed());
      }
      case "GET /faults" -> inside.rules.shown();
      case "POST /faults" -> {
        var added = new ArrayList<String>();
        Iterable<JsonNode> all = given.isArray() ? given : List.of(given);
        var read = new ArrayList<Rule>();
        for (var one : all) {
          read.add(read(one, Given.Fault.class).rule(inside.clock.unskewed()));
        }
        for (Rule rule : read) {
          inside.rules.add(rule);
          added.add(rule.id());
        }
        yield Map.of("added", added);
      }
      case "DELETE /faults" -> {
        inside.rules.clear();
        yield inside.rules.shown();
      }
      case "GET /rate-limit" -> inside.limit.shown();
      case "POST /rate-limit" -> {
        var rate = read(given, Given.Rate.class);
        inside.limit.set(
            rate.requestsPerSecond(),
            Objects.requireNonNullElse(rate.burst(), Math.max(1, rate.requestsPerSecond())));
        yield inside.limit.shown();
      }
      case "GET /quotas" -> quotas();
      case "POST /quotas" -> {
        inside.world.quotas(read(given, Given.Limits.class).quotas(inside.world.quotas()));
        yield quotas();
      }
      case "GET /roles" -> roles();
      case "POST /roles" -> {
        inside.roles.put(read(given, Given.NewRole.class).role());
        yield roles();
      }
      case "GET /delays" -> delays();
      case "POST /delays" -> {
        inside.world.delays(read(given, Given.Seconds.class).delays(inside.world.delays()));
        yield delays();
      }
      case "GET /clock" -> clock();
      case "POST /clock" -> {
        inside.clock.offset(Duration.ofMillis(read(given, Given.Clock.class).offsetMs()));
        yield clock();
      }
      case "GET /instances" -> interventions.instances();
      case "POST /instances" -> interventions.changeInstance(read(given, Given.Intervention.class));
      case "GET /snapshots" -> interventions.snapshots();
      case "POST /snapshots" -> interventions.changeSnapshot(read(given, Given.Intervention.class));
      case "GET /clusters" -> interventions.clusters();
      case "POST /clusters" -> interventions.changeCluster(read(given, Given.Intervention.class));
      case "GET /cluster-snapshots" -> interventions.clusterSnapshots();
      case "POST /cluster-snapshots" ->
          interventions.changeClusterSnapshot(read(given, Given.Intervention.class));
      case "POST /events" -> interventions.tell(read(given, Given.Told.class));
      case "POST /strangers" -> stranger(read(given, Given.Stranger.class));
      default ->
          route.startsWith("DELETE /faults/")
                  && inside.rules.remove(path.substring("/faults/".length()))
              ? Map.of("removed", true)
              : null;
    };
  }

  private static <T> T read(JsonNode given, Class<T> type) throws JsonProcessingException {
    return Json.GIVEN.treeToValue(given, type);
  }

  private Map<String, Object> stranger(Given.Stranger given) {
    var result =
        strangers.act(
            Objects.requireNonNullElse(given.sessionName(), "stranger"),
            given.scope(),
            given.action(),
            Objects.requireNonNullElse(given.parameters(), Map.of()));
    return result == null ? Map.of() : result;
  }

  private Map<String, Object> delays() {
    var delays = inside.world.delays();
    return Map.of(
        "tags", seconds(delays.tags()),
        "snapshots", seconds(delays.snapshots()),
        "events", seconds(delays.events()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private Map<String, Object> clock() {
    return Map.of(
        "offset_ms", inside.clock.offset().toMillis(), "now", inside.clock.instant().toString());
  }

  private Map<String, Object> quotas() {
    Quotas quotas = inside.world.quotas();
    return Map.of("instances", quotas.instances(), "manual_snapshots", quotas.manualSnapshots());
  }

  private List<Object> roles() {
    var roles = new ArrayList<Object>();
    for (Role role : inside.roles.all()) {
      var shown = new LinkedHashMap<String, Object>();
      shown.put("role_arn", role.roleArn());
      if (role.externalId() != null) {
        shown.put("external_id", role.externalId());
      }
      if (role.trusted() != null) {
        shown.put("trusted", role.trusted());
      }
      if (role.policy() != null) {
        shown.put("policy", role.policy());
      }
      roles.add(shown);
    }
    return roles;
  }

  /** The ledger, as it is on disk: line by line, so that its length does not matter. */
  private void effects(HttpExchange exchange, Predicate<JsonNode> wanted) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/jsonl");
    exchange.sendResponseHeaders(200, 0);
    try (var lines = inside.world.effects();
        var out = exchange.getResponseBody()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (wanted.test(Json.MAPPER.readTree(line))) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] body = Json.MAPPER.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
