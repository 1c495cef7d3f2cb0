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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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
          "countersign.gateway.block-list-file", blockList().toString(),
          "countersign.gateway.trusted-proxies", "127.0.0.0/8",
          "countersign.gateway.cors-origins", "https://dashboard.test");
    }
  }

  private static Path blockList() {
    try {
      return Files.writeString(
          Files.createTempFile("block-list-", ".txt"),
          "# seen attacking\n192.0.2.0/25 # a network\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    var answer = somebody().get("/api/ledger/entries", "X-Forwarded-For", "203.0.113.2");

    assertEquals(503, answer.status());
    assertEquals("ledger-unavailable", answer.problem());
    assertEquals("5", answer.header("Retry-After"));
    var post =
        somebody()
            .send(
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
    var nobody = new Client(base, "");
    var answers = many(nobody, "/api/openapi", _ -> "203.0.113.3");

    assertTrue(answers.stream().filter(answer -> answer.status() == 200).count() >= 5);
    var refused =
        answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
    assertEquals(429, refused.status());
    assertEquals("rate-limited", refused.problem());
    assertEquals("1", refused.header("Retry-After"));
    assertEquals(200, nobody.get("/api/openapi", "X-Forwarded-For", "203.0.113.4").status());
  }

  @Test
  void anIpv6AddressIsCountedWithItsNeighbours() {
    var nobody = new Client(base, "");
    var answers = many(nobody, "/api/openapi", n -> "2001:db8:1:2::" + Integer.toHexString(n + 1));

    assertTrue(answers.stream().anyMatch(answer -> answer.status() == 429));
    assertEquals(200, nobody.get("/api/openapi", "X-Forwarded-For", "2001:db8:1:3::1").status());
  }

  @Test
  void aPersonWithManyAddressesIsOnePerson() {
    var mallory = somebody();
    var answers = many(mallory, "/api/catalogue", n -> "198.51.100." + (n + 1));

    assertTrue(answers.stream().filter(answer -> answer.status() == 200).count() >= 5);
    var refused =
        answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
    assertEquals(429, refused.status());
    assertEquals("rate-limited", refused.problem());
    assertTrue(refused.text("detail").startsWith("You have sent"), refused.text("detail"));
    assertEquals(200, somebody().get("/api/openapi", "X-Forwarded-For", "198.51.100.200").status());
  }

  @Test
  void anAddressOfTheBlockListIsRefusedWhateverItBrings() {
    var refused = somebody().get("/api/openapi", "X-Forwarded-For", "192.0.2.77");

    assertEquals(403, refused.status());
    assertEquals("address-blocked", refused.problem());
    assertEquals(200, somebody().get("/api/openapi", "X-Forwarded-For", "192.0.2.128").status());
  }

  /** At once, so that what is refilled meanwhile does not matter. */
  private static List<Client.Answer> many(Client client, String path, IntFunction<String> address) {
    var calls =
        IntStream.range(0, 40)
            .mapToObj(n ->
                client.send(
                    "GET", path, BodyPublishers.noBody(), "X-Forwarded-For", address.apply(n)))
            .toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  /** Nobody else's calls count against them. */
  private Client somebody() {
    return new Client(base, Tokens.of("somebody-" + Long.toString(System.nanoTime(), 36), "DBA"));
  }

  @Test
  void onlyPagesOfAConfiguredOriginMayCall() {
    var address = "203.0.113.5";
    var ours =
        somebody()
            .get("/api/openapi", "Origin", "https://dashboard.test", "X-Forwarded-For", address);
    var other =
        somebody().get("/api/openapi", "Origin", "https://evil.test", "X-Forwarded-For", address);
    var preflight =
        somebody()
            .send(
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
