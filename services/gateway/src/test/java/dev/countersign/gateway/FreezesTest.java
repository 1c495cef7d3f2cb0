package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.embedded.Ports;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(FreezesTest.WithPolicy.class)
class FreezesTest extends GatewayTest {
  /** Points the gateway to a port that a stand-in for policy listens on only while it is needed. */
  public static class WithPolicy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "countersign.gateway.policy-url",
          "http://127.0.0.1:" + Ports.free(),
          "countersign.gateway.policy-timeout",
          "PT30S");
    }
  }

  @ConfigProperty(name = "countersign.gateway.policy-url")
  @SuppressWarnings("NullAway.Init")
  URI policy;

  private record Seen(String asked, @Nullable String token) {}

  @Test
  void aQuestionGoesToPolicyWithoutTheCallersTokenAndItsAnswerComesBack() throws IOException {
    var seen = new AtomicReference<Seen>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", policy.getPort()), 1);
    server.createContext(
        "/api/freezes",
        exchange -> {
          seen.set(
              new Seen(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{\"freezes\": []}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      var answer = ada.get("/api/freezes?at=2026-12-24T18:00:00%2B01:00");

      assertEquals(200, answer.status());
      assertEquals(0, answer.body().path("freezes").size());
      assertEquals("/api/freezes?at=2026-12-24T18:00:00%2B01:00", seen.get().asked());
      assertNull(seen.get().token());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPolicyServiceThatIsAwayIsAProblemThatSaysWhenToComeBack() {
    var answer = ada.get("/api/freezes");

    assertEquals(503, answer.status());
    assertEquals("policy-unavailable", answer.problem());
    assertEquals("5", answer.header("Retry-After"));
  }

  @Test
  void nobodyIsToldWithoutAToken() {
    assertEquals(401, new Client(base, "").get("/api/freezes").status());
  }
}
