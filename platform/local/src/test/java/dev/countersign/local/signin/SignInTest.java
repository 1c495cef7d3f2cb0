package dev.countersign.local.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.local.home.BearerToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInTest {
  private static final String CONSOLE = "http://127.0.0.1:1234";
  private static final String SECRET = "the console's";
  private static final String VERIFIER = "a-verifier-of-at-least-43-characters-0123456789";
  private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private SignIn signIn;

  @BeforeEach
  void start() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    signIn = new SignIn(0, key, CONSOLE, SECRET, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    signIn.close();
    http.close();
  }

  @Test
  void aCodeWithItsVerifierIsATokenOfWhoWasChosen() throws Exception {
    var tokens = exchange(code("bob"), Map.of());

    var access = claims(tokens, "access_token");
    assertEquals(BearerToken.ISSUER, access.path("iss").asText());
    assertEquals(BearerToken.AUDIENCE, access.path("aud").asText());
    assertEquals("bob", access.path("sub").asText());
    assertEquals("[\"DBA\"]", access.path("groups").toString());
    var id = claims(tokens, "id_token");
    assertEquals(SignIn.CLIENT, id.path("aud").asText());
    assertEquals("the nonce", id.path("nonce").asText());
  }

  @Test
  void aCodeIsGoodOnce() throws Exception {
    var code = code("bob");
    assertTrue(exchange(code, Map.of()).has("access_token"));
    assertEquals("invalid_grant", exchange(code, Map.of()).path("error").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, another-verifier-of-at-least-43-characters-012345",
    "code_verifier, ''",
    "redirect_uri, http://127.0.0.1:1234/elsewhere",
    "code, made-up",
  })
  void whatDoesNotFitTheCodeGetsNoToken(String name, String value) throws Exception {
    var answer = exchange(code("bob"), Map.of(name, value));

    assertEquals("invalid_grant", answer.path("error").asText());
    assertFalse(answer.has("access_token"));
  }

  @Test
  void aWrongVerifierSpoilsTheCode() throws Exception {
    var code = code("bob");
    exchange(code, Map.of("code_verifier", "wrong"));

    assertEquals("invalid_grant", exchange(code, Map.of()).path("error").asText());
  }

  @Test
  void whoeverIsNotTheConsoleGetsNoToken() throws Exception {
    var answer = post("/token", Map.of("grant_type", "authorization_code", "code", code("bob")));

    assertEquals(401, answer.statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, somebody",
    "redirect_uri, http://127.0.0.1:1234.evil.example/signed-in",
    "redirect_uri, http://127.0.0.1:1234/signed-in/..",
    "response_type, token",
    "code_challenge_method, plain",
    "code_challenge, short",
    "scope, profile",
  })
  void whatIsNotTheConsolesRequestShowsNobody(String name, String value) throws Exception {
    var answer = authorize(Map.of(name, value));

    assertEquals(400, answer.statusCode());
    assertFalse(answer.body().contains("bob"), answer.body());
  }

  @Test
  void anotherSitesPageCannotChoose() throws Exception {
    var form = Map.of("request", request(), "person", "adam");

    assertEquals(403, post("/authorize", form).statusCode());
    assertEquals(403, post("/authorize", form, "Origin", "https://evil.example").statusCode());
  }

  @Test
  void aNameThatLeadsHereIsNotHere() throws Exception {
    var address = URI.create(signIn.url());
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      socket
          .getOutputStream()
          .write(
              "GET /authorize HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    }
  }

  @Test
  void aCodeIsGoodForAMinute() {
    var now = new AtomicLong();
    var codes = new Codes(now::get);
    var request = codes.begin(new Codes.Request(CONSOLE, "", "", Codes.challenge(VERIFIER)));
    var code = codes.grant(request, DemoPerson.ALL.getFirst()).orElseThrow().getKey();
    now.set(Duration.ofMinutes(1).toNanos());

    assertTrue(codes.redeem(code, CONSOLE, VERIFIER).isEmpty());
  }

  private String request() throws Exception {
    var page = REQUEST.matcher(authorize(Map.of()).body());
    assertTrue(page.find());
    return page.group(1);
  }

  private String code(String person) throws Exception {
    var answer =
        post("/authorize", Map.of("request", request(), "person", person), "Origin", signIn.url());
    assertEquals(303, answer.statusCode(), answer.body());
    var back = answer.headers().firstValue("Location").orElseThrow();
    assertTrue(back.startsWith(CONSOLE + SignIn.REDIRECT_PATH + "?code="), back);
    assertTrue(back.endsWith("&state=the+state"), back);
    return back.replaceAll(".*[?]code=([^&]+)&.*", "$1");
  }

  private HttpResponse<String> authorize(Map<String, String> other) throws Exception {
    var asked = new LinkedHashMap<String, String>();
    asked.put("client_id", SignIn.CLIENT);
    asked.put("redirect_uri", CONSOLE + SignIn.REDIRECT_PATH);
    asked.put("response_type", "code");
    asked.put("scope", "openid");
    asked.put("state", "the state");
    asked.put("nonce", "the nonce");
    asked.put("code_challenge", Codes.challenge(VERIFIER));
    asked.put("code_challenge_method", "S256");
    asked.putAll(other);
    return http.send(
        HttpRequest.newBuilder(URI.create(signIn.url() + "/authorize?" + form(asked))).build(),
        BodyHandlers.ofString());
  }

  private JsonNode exchange(String code, Map<String, String> other) throws Exception {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", CONSOLE + SignIn.REDIRECT_PATH);
    form.put("code_verifier", VERIFIER);
    form.putAll(other);
    var answer = post("/token", form, "Authorization", SignIn.basic(SignIn.CLIENT, SECRET));
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> post(String path, Map<String, String> form, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(signIn.url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)));
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value ->
            value.getKey() + '=' + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode claims(JsonNode tokens, String name) throws IOException {
    var parts = tokens.path(name).asText().split("\\.", -1);
    assertEquals(3, parts.length, tokens::toString);
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
  }
}
