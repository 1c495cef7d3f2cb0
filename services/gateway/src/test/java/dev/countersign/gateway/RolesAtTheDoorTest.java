package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.role.RolesInForce;
import dev.countersign.contracts.role.RolesInForce.Given;
import dev.countersign.embedded.Ports;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Somebody without a role reads nothing, and policy's settings say who has one. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(RolesAtTheDoorTest.WithPolicy.class)
class RolesAtTheDoorTest extends GatewayTest {
  /** What says nothing about anybody's databases. */
  private static final Set<String> OPEN = Set.of("/health", "/api/openapi", "/api/catalogue");

  private static final String LIST = "/api/operations?limit=1";

  /** Points the gateway to a port that a stand-in for policy listens on only while it is needed. */
  public static class WithPolicy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("countersign.gateway.policy-url", "http://127.0.0.1:" + Ports.free());
    }
  }

  @ConfigProperty(name = "countersign.gateway.policy-url")
  @SuppressWarnings("NullAway.Init")
  URI policy;

  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void hangUp() {
    servers.forEach(server -> server.stop(0));
  }

  private void policySays(Given... given) throws IOException {
    var answer = Json.text(new RolesInForce(List.of(given))).getBytes(UTF_8);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", policy.getPort()), 10);
    server.createContext(
        "/api/roles",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    servers.add(server);
    server.start();
  }

  @Test
  void nothingIsReadByATokenThatGivesNoRoleAndAViewerReadsAll() throws IOException {
    var nobody = new Client(base, Tokens.of("nobody"));
    var stranger = new Client(base, Tokens.of("stranger", "Sales", "viewer"));
    var viewer = new Client(base, Tokens.of("vera", "Viewer"));
    policySays(new Given("Viewer", List.of("Viewer")), new Given("DBA", List.of("DBA")));
    await().atMost(PATIENCE).until(() -> viewer.get(LIST).status() == 200);
    var all = new ArrayList<Executable>();
    for (var path : reading()) {
      if (OPEN.contains(path)) {
        all.add(() -> assertEquals(200, stranger.get(path).status(), path));
      } else {
        all.add(() -> assertKeptOut(path, nobody.get(path)));
        all.add(() -> assertKeptOut(path, stranger.get(path)));
        if (!path.endsWith("/events")) {
          all.add(() -> assertLetIn(path, viewer.get(path)));
        }
      }
    }
    all.add(() -> assertKeptOut("a preview", nobody.post("/api/previews", "{}")));
    all.add(() -> assertLetIn("a preview", viewer.post("/api/previews", "{}")));
    assertTrue(all.size() > 30, "paths are missing: " + all.size());
    assertAll(all);
  }

  /**
   * Each path of the OpenAPI document that takes a GET, with something in place of its variables.
   */
  private List<String> reading() throws IOException {
    var document = new YAMLMapper().readTree(ada.get("/api/openapi").http().body());
    var paths = new ArrayList<String>();
    for (var path : document.path("paths").properties()) {
      var reference = path.getValue().path("$ref").asText();
      var item = reference.isEmpty() ? path.getValue() : document.at(reference.substring(1));
      if (item.has("get")) {
        paths.add(path.getKey().replaceAll("\\{[^}]*}", "x"));
      }
    }
    return paths;
  }

  private static void assertKeptOut(String path, Client.Answer answer) {
    assertEquals(403, answer.status(), () -> path + ' ' + answer.body());
    assertEquals("role-required", answer.problem(), path);
    assertTrue(answer.text("next_step").contains("Viewer"), () -> path + ' ' + answer.body());
  }

  private static void assertLetIn(String path, Client.Answer answer) {
    assertFalse(Set.of(401, 403).contains(answer.status()), () -> path + ' ' + answer.body());
  }

  @Test
  void policySaysWhoseGroupsHaveARoleAndThatHoldsWhenItIsAway() throws IOException {
    var payments = new Client(base, Tokens.of("pia", "payments"));
    var viewer = new Client(base, Tokens.of("vera", "Viewer"));
    assertEquals(403, payments.get(LIST).status());

    policySays(new Given("Operator", List.of("payments")), new Given("DBA", List.of("DBA")));
    await().atMost(PATIENCE).until(() -> payments.get(LIST).status() == 200);
    hangUp();

    assertEquals(200, payments.get(LIST).status());
    var refused = viewer.get(LIST);
    assertEquals(403, refused.status());
    assertTrue(refused.text("detail").contains("Viewer"), refused.text("detail"));
    assertTrue(
        refused.text("next_step").contains("Operator: payments; DBA: DBA"),
        refused.text("next_step"));
    // Asking for something is policy's to refuse, and is in the ledger then.
    assertEquals(
        202,
        viewer
            .post("/api/operations", snapshot(instance("dev"), "one"), "Prefer", "respond-async")
            .status());
  }
}
