package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.JudgementAnswer.Rule;
import dev.countersign.contracts.preview.JudgementQuestion;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.PlanQuestion;
import dev.countersign.contracts.preview.Precondition;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How both are asked, and what is made of their answers; what they say is tested where they are.
 */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(PreviewTest.WithBoth.class)
class PreviewTest extends GatewayTest {
  /** Points the gateway to ports that stand-ins listen on only while they are needed. */
  public static class WithBoth implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = new HashMap<String, String>();
      for (var service : List.of("policy", "executor")) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          settings.put(
              "countersign.gateway." + service + "-url",
              "http://127.0.0.1:" + socket.getLocalPort());
          settings.put("countersign.gateway." + service + "-timeout", "PT5S");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return settings;
    }
  }

  @ConfigProperty(name = "countersign.gateway.policy-url")
  @SuppressWarnings("NullAway.Init")
  URI policyUrl;

  @ConfigProperty(name = "countersign.gateway.executor-url")
  @SuppressWarnings("NullAway.Init")
  URI executorUrl;

  private final List<JudgementQuestion> judged = new CopyOnWriteArrayList<>();
  private final List<PlanQuestion> planned = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  @AfterEach
  void hangUp() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void bothAreAskedAboutTheSameRequestAndNothingIsStored() {
    answering(Map.of("Environment", "dev"));
    var instance = instance("preview");

    var answer = ada.post("/api/previews", snapshot(instance, "one"));

    assertEquals(200, answer.status(), answer.body()::toString);
    assertEquals("approved", answer.text("verdict"));
    assertTrue(answer.body().path("would_start").asBoolean(), answer.body()::toString);
    assertEquals("development", answer.text("environment"));
    assertEquals("tag", answer.text("classified_by"));
    assertEquals("Self-service", answer.body().at("/rules/0/title").asText());
    assertEquals("DBSnapshot", answer.body().at("/changes/0/field").asText());
    assertFalse(answer.body().at("/interruption/expected").asBoolean());
    assertEquals("inventory", answer.body().at("/preconditions/0/name").asText());
    assertEquals("Delete it.", answer.text("undo"));
    assertFalse(answer.text("observed_at").isEmpty());
    var request = planned.getFirst().request();
    assertEquals(judged.getFirst().request(), request);
    assertEquals("ada", request.requester().subject());
    assertEquals(Map.of("snapshot_id", "one"), request.parameters());
    assertEquals(404, ada.get("/api/operations/" + request.operationId()).status());
    assertTrue(requests(request.operationId()).isEmpty());
    assertTrue(tokens.isEmpty(), "a token went along");
  }

  @Test
  void whatWasSeenIsJudgedAndIsCheckedAsWhatItWasJudgedAs() {
    // The inventory says development; it has been production for a minute.
    answering(Map.of("Environment", "prod"));

    var answer = ada.post("/api/previews", snapshot(instance("retagged"), "one"));

    assertEquals("production", answer.text("environment"));
    assertEquals(
        List.of(Environment.DEVELOPMENT, Environment.PRODUCTION),
        planned.stream().map(question -> question.classification().environment()).toList());
  }

  @Test
  void aResourceThatChangesAllTheTimeIsAProblemAndNoGuess() {
    var flip = new boolean[1];
    answers(
        policyUrl,
        "/api/judgements",
        exchange -> {
          flip[0] = !flip[0];
          var question =
              Json.read(exchange.getRequestBody().readAllBytes(), JudgementQuestion.class);
          return judgement(flip[0] ? Environment.PRODUCTION : Environment.DEVELOPMENT, question);
        });
    plans(Map.of());

    var answer = ada.post("/api/previews", snapshot(instance("flips"), "one"));

    assertEquals(503, answer.status());
    assertEquals("preview-unavailable", answer.problem());
    assertEquals(3, planned.size());
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    var instance = instance("silent");
    var nobody = ada.post("/api/previews", snapshot(instance, "one"));
    assertEquals(503, nobody.status());
    assertEquals("preview-unavailable", nobody.problem());
    assertEquals("5", nobody.header("Retry-After"));

    judgements();
    answers(
        executorUrl,
        "/api/plans",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          throw new Refusing(
              """
              {"type": "https://countersign.dev/problems/preview-unavailable",
                "detail": "The resource cannot be looked at: Throttling"}
              """);
        });
    var blind = ada.post("/api/previews", snapshot(instance, "one"));
    assertEquals(503, blind.status());
    assertEquals("The resource cannot be looked at: Throttling", blind.text("detail"));
  }

  @Test
  void anExecutorThatTakesTooLongIsNamedWithTheTime() {
    judgements();
    // It takes the connection, and never says a word.
    listening(executorUrl, "/api/plans", _ -> {});

    var answer = ada.post("/api/previews", snapshot(instance("late"), "one"));

    assertEquals(503, answer.status());
    assertEquals("The executor did not answer within 5 s.", answer.text("detail"));
  }

  @Test
  void aBodyIsReadAsThatOfAnOperation() {
    assertEquals("malformed-json", ada.post("/api/previews", "{").problem());
    assertEquals(
        "unknown-operation",
        ada.post("/api/previews", "{\"operation\": \"x\", \"instance_id\": \"x\"}").problem());
    assertEquals(
        "instance-not-found",
        ada.post("/api/previews", snapshot("nobody-made-this", "a")).problem());
    assertEquals(401, new Client(base, "").post("/api/previews", snapshot("dev", "a")).status());
  }

  private void answering(Map<String, String> tagsNow) {
    judgements();
    plans(tagsNow);
  }

  /** Policy, which goes by the tag. */
  private void judgements() {
    answers(
        policyUrl,
        "/api/judgements",
        exchange -> {
          var question =
              Json.read(exchange.getRequestBody().readAllBytes(), JudgementQuestion.class);
          judged.add(question);
          var production = question.resource().tags().containsValue("prod");
          return judgement(production ? Environment.PRODUCTION : Environment.DEVELOPMENT, question);
        });
  }

  private static JudgementAnswer judgement(Environment environment, JudgementQuestion question) {
    return new JudgementAnswer(
        "approved",
        null,
        new Classification(
            environment,
            "tag",
            "Environment",
            question.resource().identifier(),
            List.of("Environment"),
            question.resource().tags()),
        List.of(new Rule("self-service@2", "Self-service", "You may.")),
        "0".repeat(64),
        null,
        null,
        null,
        null,
        Precondition.holds("inventory", "It agrees."));
  }

  /** The executor, which sees the instance with these tags. */
  private void plans(Map<String, String> tagsNow) {
    answers(
        executorUrl,
        "/api/plans",
        exchange -> {
          var question = Json.read(exchange.getRequestBody().readAllBytes(), PlanQuestion.class);
          planned.add(question);
          return new PlanAnswer(
              Instant.now(),
              seen(question, tagsNow),
              List.of(Precondition.holds("found", "It is there.")),
              new Plan(
                  List.of(new Plan.Change("DBSnapshot", null, "one")),
                  Plan.Interruption.none("Clients keep working."),
                  List.of()),
              "Delete it.");
        });
  }

  private static Resource seen(PlanQuestion question, Map<String, String> tags) {
    var request = question.request();
    return new Instance(
        request.resource(),
        request.resourceIdentifier(),
        "arn:aws:rds:eu-central-1:111122223333:db:" + request.resourceIdentifier(),
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("03:00-04:00", "sun:05:00-sun:06:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        tags,
        Map.of(),
        Instant.now());
  }

  private static final class Refusing extends IOException {
    private static final long serialVersionUID = 1L;

    Refusing(String body) {
      super(body);
    }
  }

  private interface Says {
    Object about(HttpExchange exchange) throws IOException;
  }

  private void answers(URI url, String path, Says says) {
    listening(
        url,
        path,
        exchange -> {
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          if (token != null) {
            tokens.add(token);
          }
          byte[] body;
          int status;
          try {
            body = Json.bytes(says.about(exchange));
            status = 200;
          } catch (Refusing refusing) {
            body = String.valueOf(refusing.getMessage()).getBytes(UTF_8);
            status = 503;
          }
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** Only from now on: before, nobody listens there. */
  private void listening(URI url, String path, HttpHandler handler) {
    try {
      var server = HttpServer.create(new InetSocketAddress("127.0.0.1", url.getPort()), 10);
      servers.add(server);
      server.createContext(path, handler);
      server.start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
