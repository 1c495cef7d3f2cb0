package dev.countersign.audit.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets in, by which path, and what everybody else is told. Over a bare socket: no client tidies
 * up.
 */
@QuarkusTest
@QuarkusTestResource(RunningAudit.class)
class DoorsTest {
  /** Every way to write a path that some part of a server could take for another one. */
  static final List<String> VARIANTS =
      List.of(
          "/api/ledger/entries",
          "/api/ledger/entries/",
          "/api/ledger/entries?limit=1",
          "/api;x/ledger/entries",
          "/api;x=y/ledger;z/entries",
          "/;x/api/ledger/entries",
          "/api/ledger/entries;x",
          "/api/;/ledger/entries",
          "//api/ledger/entries",
          "/api//ledger/entries",
          "/api/ledger//entries",
          "/./api/ledger/entries",
          "/x/../api/ledger/entries",
          "/q/../api/ledger/entries",
          "/q/health/../../api/ledger/entries",
          "/x/..;/api/ledger/entries",
          "/q/..;/api/ledger/entries",
          "/%2e/api/ledger/entries",
          "/x/%2e%2e/api/ledger/entries",
          "/q/%2e%2e/api/ledger/entries",
          "/api%2fledger%2fentries",
          "/api/ledger%2fentries",
          "/%61pi/ledger/entries",
          "/api/%6cedger/entries",
          "/API/ledger/entries",
          "/Api/Ledger/Entries",
          "/api/ledger/entries%00",
          "/api/ledger/entries%20",
          "/api/ledger/entries%0a",
          "/api/ledger/entries/0",
          "/api/ledger/entries/0/bytes",
          "/api/ledger/entries/0/content",
          "/api/ledger/checkpoint",
          "/api/ledger/key",
          "/api/ledger/health",
          "/api/ledger/proofs/inclusion?index=0",
          "/api/ledger/proofs/consistency?from=1",
          "/api/ledger/tile/0/000",
          "/api;x/ledger/tile/entries/000",
          "http://elsewhere/api/ledger/entries",
          "http://elsewhere/api;x/ledger/entries",
          "\\api\\ledger\\entries",
          "/api/unguarded",
          "/api;x/unguarded");

  @TestHTTPResource("/")
  URI base;

  @ParameterizedTest
  @FieldSource("VARIANTS")
  void withoutATokenNothingIsAnswered(String path) throws IOException {
    for (var method : List.of("GET", "HEAD", "OPTIONS", "POST")) {
      var answer = ask(method, path, "");
      assertTrue(
          Set.of(400, 401, 403, 404, 405).contains(answer.status()), method + ' ' + answer.head());
      assertFalse(answer.body().contains("entries\":["), answer.body());
      if (method.equals("GET") && answer.status() != 400) {
        problem(answer);
      }
    }
  }

  @Test
  void aConnectionIsNotUpgradedToHttp2() throws IOException {
    var upgrade =
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n";
    assertEquals(200, ask("GET", "/q/health/live", upgrade).status());
  }

  @Test
  void aStrangerIsNotToldWhatIsOffered() throws IOException {
    for (var path : List.of("/api/ledger/entries", "/api/ledger/key", "/api/nothing")) {
      for (var method : List.of("OPTIONS", "POST", "TRACE", "DELETE")) {
        assertEquals(401, ask(method, path, "").status(), method + ' ' + path);
      }
    }
  }

  @Test
  void theDoorThatIsMeantSaysWhatIsMissing() throws IOException {
    var answer = ask("GET", "/api/ledger/entries", "");
    assertEquals(401, answer.status());
    assertTrue(answer.head().contains("www-authenticate: bearer"), answer.head());
    assertTrue(problem(answer).path("type").asText().endsWith("/unauthenticated"));
    assertEquals(401, ask("GET", "/api;x/ledger/entries", "").status());
  }

  @Test
  void aTokenThatIsNotValidIsSaidToBeSo() throws Exception {
    var expired = token(Instant.now().minusSeconds(3_600));
    for (var token : List.of("x", "a.b.c", expired)) {
      var answer = ask("GET", "/api/ledger/entries", "Authorization: Bearer " + token + "\r\n");
      assertEquals(401, answer.status(), token);
      assertTrue(problem(answer).path("type").asText().endsWith("/unauthenticated"));
    }
  }

  @Test
  void aResourceThatNobodyThoughtOfAnswersNobody() throws Exception {
    assertEquals(403, ask("GET", "/api/unguarded", authorization()).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nowhere",
        "/api",
        "/api/",
        "/api/nowhere",
        "/api/ledger/nowhere",
        "/q/nowhere",
        "/index.html"
      })
  void whatIsNotThereIsAProblemAndNeverAPage(String path) throws Exception {
    for (var headers : List.of("", authorization(), "Accept: text/html\r\n")) {
      var answer = ask("GET", path, headers);
      var stranger = path.startsWith("/api") && !headers.contains("Authorization");
      assertEquals(stranger ? 401 : 404, answer.status(), answer.head());
      var type = problem(answer).path("type").asText();
      assertTrue(type.endsWith(stranger ? "/unauthenticated" : "/not-found"), type);
    }
  }

  @Test
  void theCorrelationIdIsTheClientsWhereItCanBe() throws IOException {
    var given = ask("GET", "/api/ledger/key", "X-Correlation-Id: my-id-1\r\n");
    assertEquals("my-id-1", problem(given).path("correlation_id").asText());
    assertTrue(given.head().contains("x-correlation-id: my-id-1"), given.head());
    var odd = ask("GET", "/api/ledger/key", "X-Correlation-Id: a b\r\n");
    assertEquals(36, problem(odd).path("correlation_id").asText().length());
  }

  @Test
  void anotherMethodIsToldWhatIsOffered() throws Exception {
    var answer = ask("DELETE", "/api/ledger/entries", authorization());
    assertEquals(405, answer.status(), answer.head());
    assertTrue(problem(answer).path("type").asText().endsWith("/method-not-allowed"));
  }

  @Test
  void probesAndMetricsAreAsTheyWere() throws IOException {
    for (var path : List.of("/q/health/live", "/q/health/started", "/q/metrics")) {
      assertEquals(200, ask("GET", path, "").status(), path);
    }
  }

  private static JsonNode problem(Answer answer) throws IOException {
    assertTrue(answer.head().contains("content-type: application/problem+json"), answer.head());
    var problem = Json.mapper().readTree(answer.body());
    for (var field : List.of("type", "title", "detail", "next_step", "correlation_id")) {
      assertFalse(problem.path(field).asText().isEmpty(), field);
    }
    assertEquals(answer.status(), problem.path("status").asInt());
    return problem;
  }

  private String authorization() throws Exception {
    return "Authorization: Bearer " + token(Instant.now().plusSeconds(600)) + "\r\n";
  }

  private static String token(Instant expires) throws Exception {
    var key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(RunningAudit.tokenKey())));
    return Jwt.issuer(RunningAudit.ISSUER)
        .audience("countersign")
        .subject("alice")
        .upn("alice")
        .issuedAt(expires.minusSeconds(600))
        .expiresAt(expires)
        .sign(key);
  }

  private Answer ask(String method, String target, String headers) throws IOException {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              (method
                      + ' '
                      + target
                      + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                      + ("Content-Length: 0\r\n" + headers + "\r\n"))
                  .getBytes(ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      var end = answer.indexOf("\r\n\r\n");
      var head = end < 0 ? answer : answer.substring(0, end);
      return new Answer(
          Integer.parseInt(head.split(" ")[1]),
          head.toLowerCase(Locale.ROOT),
          end < 0 ? "" : answer.substring(end + 4));
    }
  }

  /**
   * @param head the status line and the headers, in lower case
   */
  private record Answer(int status, String head, String body) {}
}
