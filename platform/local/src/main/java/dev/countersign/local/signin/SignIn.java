package dev.countersign.local.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.local.home.BearerToken;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The local platform's OpenID provider: the authorization-code flow with PKCE, and demo people. */
public final class SignIn implements AutoCloseable {
  /** The console, to this provider. */
  public static final String CLIENT = "countersign-console";

  /** Where the console wants its codes. */
  public static final String REDIRECT_PATH = "/signed-in";

  private static final Duration LIFETIME = Duration.ofHours(8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HTML = "text/html;charset=UTF-8";

  private final HttpServer server;
  private final RSAPrivateCrtKey key;
  private final String console;
  private final String secret;
  private final Clock clock;
  private final Codes codes = new Codes(System::nanoTime);

  private interface Handler {
    void handle(Exchange exchange) throws IOException, Exchange.Refused;
  }

  /**
   * Listens on loopback.
   *
   * @param port 0 takes a free one
   * @param key of the platform's tokens
   * @param console its address, the only place that codes are sent to
   * @param secret the console's, for the exchange
   */
  public SignIn(int port, RSAPrivateCrtKey key, String console, String secret, Clock clock)
      throws IOException {
    this.key = key;
    this.console = console;
    this.secret = secret;
    this.clock = clock;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    at("/.well-known/openid-configuration", this::metadata);
    at("/jwks", this::keys);
    at("/authorize", this::authorize);
    at("/token", this::token);
    at("/sign-in.css", exchange -> exchange.answer(200, "text/css", SignInPage.STYLE));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void at(String path, Handler handler) {
    server.createContext(path, http -> handle(path, http, handler));
  }

  private void handle(String path, HttpExchange http, Handler handler) throws IOException {
    var exchange = new Exchange(http);
    try (http) {
      protect(http);
      try {
        look(exchange, path);
        handler.handle(exchange);
      } catch (Exchange.Refused refused) {
        exchange.answer(
            refused.status, "text/plain;charset=UTF-8", "Refused: " + refused.getMessage() + "\n");
      }
    }
  }

  private void protect(HttpExchange http) {
    var headers = http.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' %s;"
                .formatted(console)
            + " frame-ancestors 'none'; base-uri 'none'");
  }

  /** A name of somebody else's that leads to this machine is not this machine. */
  private void look(Exchange exchange, String path) throws Exchange.Refused {
    var host = String.valueOf(exchange.header("Host"));
    var port = ":" + server.getAddress().getPort();
    if (!host.equals("127.0.0.1" + port) && !host.equals("localhost" + port)) {
      throw new Exchange.Refused(421, "open it at " + url());
    }
    if (!exchange.http().getRequestURI().getPath().equals(path)) {
      throw new Exchange.Refused(404, "there is nothing here");
    }
  }

  private void metadata(Exchange exchange) throws IOException {
    var document = new LinkedHashMap<String, Object>();
    document.put("issuer", BearerToken.ISSUER);
    document.put("authorization_endpoint", url() + "/authorize");
    document.put("token_endpoint", url() + "/token");
    document.put("jwks_uri", url() + "/jwks");
    document.put("response_types_supported", List.of("code"));
    document.put("grant_types_supported", List.of("authorization_code"));
    document.put("subject_types_supported", List.of("public"));
    document.put("scopes_supported", List.of("openid"));
    document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    document.put("code_challenge_methods_supported", List.of("S256"));
    document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
    json(exchange, 200, document);
  }

  private void keys(Exchange exchange) throws IOException {
    json(
        exchange,
        200,
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty",
                    "RSA",
                    "use",
                    "sig",
                    "alg",
                    "RS256",
                    "kid",
                    IdToken.KEY_ID,
                    "n",
                    base64(key.getModulus()),
                    "e",
                    base64(key.getPublicExponent())))));
  }

  private void authorize(Exchange exchange) throws IOException, Exchange.Refused {
    if (exchange.is("POST")) {
      chosen(exchange);
      return;
    }
    var asked = exchange.query();
    require(asked, "client_id", CLIENT);
    require(asked, "redirect_uri", console + REDIRECT_PATH);
    require(asked, "response_type", "code");
    require(asked, "code_challenge_method", "S256");
    var challenge = asked.getOrDefault("code_challenge", "");
    if (!challenge.matches("[A-Za-z0-9_-]{43}")) {
      throw new Exchange.Refused(400, "code_challenge has to be the base64url of a SHA-256");
    }
    if (!List.of(asked.getOrDefault("scope", "").split(" ", -1)).contains("openid")) {
      throw new Exchange.Refused(400, "scope has to contain openid");
    }
    var request =
        codes.begin(
            new Codes.Request(
                console + REDIRECT_PATH,
                asked.getOrDefault("state", ""),
                asked.getOrDefault("nonce", ""),
                challenge));
    exchange.answer(200, HTML, SignInPage.of(request));
  }

  private void chosen(Exchange exchange) throws IOException, Exchange.Refused {
    var origin = exchange.header("Origin");
    if (!url().equals(origin) && !"same-origin".equals(exchange.header("Sec-Fetch-Site"))) {
      throw new Exchange.Refused(403, "this did not come from the sign-in page");
    }
    var form = exchange.form();
    var person =
        DemoPerson.ALL.stream()
            .filter(one -> one.name().equals(form.get("person")))
            .findFirst()
            .orElseThrow(() -> new Exchange.Refused(400, "nobody of this name is here"));
    var granted =
        codes
            .grant(form.getOrDefault("request", ""), person)
            .orElseThrow(() -> new Exchange.Refused(400, "this page is too old; open " + console));
    var request = granted.getValue();
    exchange.goTo(
        "%s?code=%s&state=%s"
            .formatted(request.redirectUri(), granted.getKey(), encoded(request.state())));
  }

  private void token(Exchange exchange) throws IOException, Exchange.Refused {
    if (!exchange.is("POST")) {
      throw new Exchange.Refused(405, "POST it");
    }
    if (!Codes.same(basic(CLIENT, secret), String.valueOf(exchange.header("Authorization")))) {
      json(exchange, 401, Map.of("error", "invalid_client"));
      return;
    }
    var form = exchange.form();
    if (!"authorization_code".equals(form.get("grant_type"))) {
      json(exchange, 400, Map.of("error", "unsupported_grant_type"));
      return;
    }
    Optional<Codes.Granted> granted =
        codes.redeem(
            form.getOrDefault("code", ""),
            form.getOrDefault("redirect_uri", ""),
            form.getOrDefault("code_verifier", ""));
    if (granted.isEmpty()) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    json(exchange, 200, tokens(granted.get()));
  }

  private Map<String, Object> tokens(Codes.Granted granted) throws IOException {
    var person = granted.person();
    var now = clock.instant();
    var tokens = new LinkedHashMap<String, Object>();
    tokens.put(
        "access_token", new BearerToken(person.name(), person.groups(), LIFETIME).signed(key, now));
    tokens.put(
        "id_token",
        new IdToken(person, CLIENT, granted.request().nonce(), LIFETIME).signed(key, now));
    tokens.put("token_type", "Bearer");
    tokens.put("expires_in", LIFETIME.toSeconds());
    return tokens;
  }

  private static void require(Map<String, String> asked, String name, String value)
      throws Exchange.Refused {
    if (!value.equals(asked.get(name))) {
      throw new Exchange.Refused(400, name + " has to be " + value);
    }
  }

  static String basic(String client, String secret) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((client + ':' + secret).getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String base64(BigInteger number) {
    var bytes = number.toByteArray();
    var from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static void json(Exchange exchange, int status, Object document) throws IOException {
    exchange.answer(status, "application/json", JSON.writeValueAsString(document));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
