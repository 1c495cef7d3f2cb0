package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.embedded.Ports;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(LedgerTest.WithAudit.class)
class LedgerTest extends GatewayTest {
  /** Points the gateway to a port that a stand-in for audit listens on only while it is needed. */
  public static class WithAudit implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "countersign.gateway.audit-url", "http://127.0.0.1:" + Ports.free(),
          "countersign.gateway.audit-timeout", "PT30S",
          "countersign.gateway.rate-limit.requests", "5",
          "countersign.gateway.rate-limit.window", "PT2S",
          "countersign.gateway.trusted-proxies", "127.0.0.0/8",
          "countersign.gateway.cors-origins", "https://dashboard.test");
    }
  }

  @org.eclipse.microprofile.config.inject.ConfigProperty(name = "countersign.gateway.audit-url")
  @SuppressWarnings("NullAway.Init")
  java.net.URI audit;

  @Test
  void aQuestionGoesToAuditWithTheCallersTokenAndItsAnswerComesBack() throws IOException {
    var seen = new AtomicReference<String>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", audit.getPort()), 1);
    server.createContext(
        "/api/ledger",
        exchange -> {
          seen.set(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().add("Content-Type", "text/csv");
          exchange.sendResponseHeaders(203, 0);
          exchange.getResponseBody().write("a,b\n".repeat(10_000).getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      var token = Tokens.of("ada", "Auditor");
      var answer =
          new Client(base, token)
              .get("/api/ledger/entries?a=b%2Fc", "X-Forwarded-For", "203.0.113.1");
      assertEquals(203, answer.status());
      assertEquals("text/csv", answer.header("Content-Type"));
      assertEquals(40_000, answer.http().body().length);
      assertEquals("/api/ledger/entries?a=b%2Fc Bearer " + token, seen.get());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anAuditServiceThatIsAwayIsAProblemThatSaysWhenToComeBack() {
    var answer = ada.get("/api/ledger/entries", "X-Forwarded-For", "203.0.113.2");

    assertEquals(503, answer.status());
    assertEquals("ledger-unavailable", answer.problem());
    assertEquals("5", answer.header("Retry-After"));
    var post =
        ada.send(
                "POST",
                "/api/ledger/entries",
                BodyPublishers.noBody(),
                "X-Forwarded-For",
                "203.0.113.2")
            .join();
    assertEquals(405, post.status());
  }

  @Test
  void anAddressThatCallsTooOftenIsSentAwayAndOthersAreNot() {
    var calls =
        Stream.generate(() ->
                ada.send(
                    "GET",
                    "/api/openapi",
                    BodyPublishers.noBody(),
                    "X-Forwarded-For",
                    "203.0.113.3"))
            .limit(40)
            .toList();
    var answers = calls.stream().map(CompletableFuture::join).toList();

    assertTrue(answers.stream().filter(answer -> answer.status() == 200).count() >= 5);
    var refused =
        answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
    assertEquals(429, refused.status());
    assertEquals("rate-limited", refused.problem());
    assertEquals("1", refused.header("Retry-After"));
    assertEquals(200, ada.get("/api/openapi", "X-Forwarded-For", "203.0.113.4").status());
  }

  @Test
  void onlyPagesOfAConfiguredOriginMayCall() {
    var address = "203.0.113.5";
    var ours =
        ada.get("/api/openapi", "Origin", "https://dashboard.test", "X-Forwarded-For", address);
    var other = ada.get("/api/openapi", "Origin", "https://evil.test", "X-Forwarded-For", address);
    var preflight =
        ada.send(
                "OPTIONS",
                "/api/operations",
                BodyPublishers.noBody(),
                "Origin",
                "https://dashboard.test",
                "Access-Control-Request-Method",
                "POST")
            .join();

    assertEquals("https://dashboard.test", ours.header("Access-Control-Allow-Origin"));
    assertEquals(403, other.status());
    assertEquals("origin-not-allowed", other.problem());
    assertEquals(204, preflight.status());
  }
}
