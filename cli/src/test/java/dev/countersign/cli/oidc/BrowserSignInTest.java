package dev.countersign.cli.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The browser's part is played here; the issuer checks what an issuer has to. */
class BrowserSignInTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, String> asked = new HashMap<>();
  private HttpServer issuer;
  private String url = "";

  BrowserSignInTest() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void up() {
    url = "http://127.0.0.1:" + issuer.getAddress().getPort();
    issuer.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                200,
                "{\"issuer\": \"%1$s\", \"authorization_endpoint\": \"%1$s/auth\", \"token_endpoint\": \"%1$s/token\"}"
                    .formatted(url)));
    issuer.createContext("/token", this::token);
    issuer.start();
  }

  @AfterEach
  void down() {
    issuer.stop(0);
  }

  @Test
  void theCodeIsExchangedWithTheVerifierThatTheChallengeWasMadeOf() {
    var tokens =
        signIn()
            .tokens(
                PATIENCE,
                address -> {
                  asked.putAll(query(URI.create(address).getRawQuery()));
                  var forged = back("code=forged&state=guessed");
                  assertEquals(400, forged);
                  assertEquals(200, back("code=right&state=" + asked.get("state")));
                });

    assertEquals("token-c", tokens.accessToken());
    assertEquals("S256", asked.get("code_challenge_method"));
    assertEquals("cs", asked.get("client_id"));
  }

  @Test
  void whatTheIssuerRefusesIsSaid() {
    var refused =
        assertThrows(
            SignInFailed.class,
            () ->
                signIn()
                    .tokens(
                        PATIENCE,
                        address -> {
                          asked.putAll(query(URI.create(address).getRawQuery()));
                          back("error=access_denied&state=" + asked.get("state"));
                        }));

    assertTrue(refused.message().contains("access_denied"), refused::message);
  }

  @Test
  void anIssuerThatSaysItIsAnotherIsNotTrusted() {
    assertThrows(
        SignInFailed.class, () -> Issuer.discover(url.replace("127.0.0.1", "localhost"), "cs"));
  }

  private BrowserSignIn signIn() {
    return new BrowserSignIn(Issuer.discover(url, "cs"), "openid");
  }

  /** The browser is sent back. */
  private int back(String query) {
    try (var http = HttpClient.newHttpClient()) {
      var to = URI.create(asked.get("redirect_uri") + "?" + query);
      return http.send(HttpRequest.newBuilder(to).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    var form = query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var right =
        "right".equals(form.get("code"))
            && Objects.equals(asked.get("redirect_uri"), form.get("redirect_uri"))
            && challenge(form.getOrDefault("code_verifier", ""))
                .equals(asked.get("code_challenge"));
    answer(
        exchange,
        right ? 200 : 400,
        right ? "{\"access_token\": \"token-c\"}" : "{\"error\": \"invalid_grant\"}");
  }

  private static String challenge(String verifier) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> query(String raw) {
    var fields = new HashMap<String, String>();
    for (var field : raw.split("&")) {
      var parts = field.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
