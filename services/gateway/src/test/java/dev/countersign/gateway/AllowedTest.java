package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.preview.AllowanceAnswer;
import dev.countersign.contracts.preview.AllowanceAnswer.Allowance;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.preview.AllowanceQuestion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the inventory shows of what policy says, and that it is shown without it. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(AllowedTest.WithPolicy.class)
class AllowedTest extends GatewayTest {
  /** Points the gateway to a port that a stand-in for policy listens on only while it is needed. */
  public static class WithPolicy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return Map.of(
            "countersign.gateway.policy-url", "http://127.0.0.1:" + socket.getLocalPort());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ConfigProperty(name = "countersign.gateway.policy-url")
  @SuppressWarnings("NullAway.Init")
  URI policyUrl;

  private final List<HttpServer> servers = new ArrayList<>();

  /** Only from now on: before, nobody listens there. */
  private void policyAnswers() throws IOException {
    var policy = HttpServer.create(new InetSocketAddress("127.0.0.1", policyUrl.getPort()), 10);
    policy.createContext(
        "/api/allowances",
        exchange -> {
          var question =
              Json.read(exchange.getRequestBody().readAllBytes(), AllowanceQuestion.class);
          var answer =
              Json.text(
                  new AllowanceAnswer(
                      question.resources().stream()
                          .map(resource ->
                              on(
                                  resource.key().toString(),
                                  resource.identifier(),
                                  question.requester().subject()))
                          .toList()));
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    servers.add(policy);
    policy.start();
  }

  @AfterEach
  void hangUp() {
    servers.forEach(policy -> policy.stop(0));
  }

  @Test
  void anInstanceShowsItsEnvironmentAndWhatItsReaderMayDo() throws IOException {
    policyAnswers();
    var instance = instance("dev");

    var shown = ada.get("/api/instances/" + instance).body();

    assertEquals("development", shown.path("environment").asText());
    assertEquals("naming-pattern", shown.path("classified_by").asText());
    var reboot = operation(shown, "reboot_instance");
    assertEquals("needs-approval", reboot.path("allowed").asText());
    assertEquals("Ask another than ada.", reboot.path("reason").asText());
    assertTrue(reboot.path("fits_status").asBoolean());
    // Of what policy says nothing nobody is told that they may.
    assertEquals("unknown", operation(shown, "start_instance").path("allowed").asText());
    var resource = ada.get("/api/resources/" + shown.path("key").asText()).body();
    assertEquals("development", resource.path("environment").asText());
    assertEquals("needs-approval", operation(resource, "reboot_instance").path("allowed").asText());
  }

  @Test
  void listsShowItAndAreFilteredByEnvironmentEngineStatusAndTag() throws IOException {
    policyAnswers();
    var development = instance("dev");
    var production = instance("prod");

    for (var list : List.of("instances", "resources")) {
      var one = listed(list, "identifier=" + development);
      assertEquals(1, one.size(), one::toString);
      assertEquals("development", one.get(0).path("environment").asText());
      assertEquals("needs-approval", one.get(0).at("/allowed/reboot_instance/allowed").asText());
      var named = "identifier=" + production;
      assertEquals(1, listed(list, named + "&environment=production").size());
      assertEquals(0, listed(list, named + "&environment=development").size());
      assertEquals(1, listed(list, named + "&engine=postgres&status=available").size());
      assertEquals(0, listed(list, named + "&engine=mysql").size());
      assertEquals(0, listed(list, named + "&status=stopped").size());
      assertEquals(1, listed(list, named + "&tag=Environment").size());
      assertEquals(1, listed(list, named + "&tag=Environment=dev").size());
      assertEquals(0, listed(list, named + "&tag=Environment=d").size());
      assertEquals(0, listed(list, named + "&tag=Team").size());
      var wrong = ada.get("/api/" + list + "?environment=live");
      assertEquals("invalid-query-parameter", wrong.problem());
      assertTrue(wrong.text("next_step").contains("production"), wrong.text("next_step"));
    }
  }

  @Test
  void withoutPolicyTheInventoryIsShownAndNobodyIsToldThatTheyMay() {
    var instance = instance("dev");

    var shown = ada.get("/api/instances/" + instance);

    assertEquals(200, shown.status());
    assertFalse(shown.body().has("environment"));
    assertEquals("unknown", operation(shown.body(), "reboot_instance").path("allowed").asText());
    assertFalse(listed("instances", "identifier=" + instance).get(0).has("allowed"));
    var filtered = ada.get("/api/instances?environment=production&identifier=" + instance);
    assertEquals(503, filtered.status());
    assertEquals("policy-unavailable", filtered.problem());
  }

  private static OnResource on(String key, String identifier, String subject) {
    return new OnResource(
        key,
        new Classification(
            identifier.startsWith("prod") ? Environment.PRODUCTION : Environment.DEVELOPMENT,
            "naming-pattern",
            identifier,
            identifier,
            List.of(),
            Map.of()),
        Map.of(
            "reboot_instance",
            new Allowance("needs-approval", "Ask another than " + subject + '.')));
  }

  private static JsonNode operation(JsonNode shown, String name) {
    return shown
        .path("operations")
        .valueStream()
        .filter(operation -> operation.path("operation").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode listed(String list, String query) {
    var answer = ada.get("/api/" + list + '?' + query);
    assertEquals(200, answer.status(), answer.body()::toString);
    return answer.body().path(list);
  }
}
