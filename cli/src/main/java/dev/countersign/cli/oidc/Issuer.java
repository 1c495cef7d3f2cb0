package dev.countersign.cli.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who gives tokens, as its discovery document describes it. */
public final class Issuer {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode description;
  private final String clientId;

  private Issuer(JsonNode description, String clientId) {
    this.description = description;
    this.clientId = clientId;
  }

  /** Asks the issuer where everything is. */
  public static Issuer discover(String issuer, String clientId) {
    var bare = issuer.replaceFirst("/+$", "");
    var at = safe(bare + "/.well-known/openid-configuration", "the issuer");
    var described = send(HttpRequest.newBuilder(at).GET(), "the discovery of " + bare);
    if (described.status() != 200) {
      throw new SignInFailed(at + " answers " + described.status() + ". Is the issuer right?");
    }
    var named = described.body().path("issuer").asText().replaceFirst("/+$", "");
    if (!named.equals(bare)) {
      throw new SignInFailed("The issuer says that it is another: " + named + ", not " + bare);
    }
    return new Issuer(described.body(), clientId);
  }

  String clientId() {
    return clientId;
  }

  /** One of its addresses, for example {@code token_endpoint}. */
  URI endpoint(String name) {
    var uri = description.path(name).asText();
    if (uri.isEmpty()) {
      throw new SignInFailed("This issuer has no " + name + ", so it cannot be done this way.");
    }
    return safe(uri, name);
  }

  /** Other tokens, without asking the person again. */
  public Tokens refreshed(String refreshToken) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refreshToken);
    var answer = post(endpoint("token_endpoint"), fields);
    if (answer.status() != 200) {
      throw new SignInFailed("The token cannot be renewed: " + answer.error() + ". Sign in again.");
    }
    var tokens = answer.tokens();
    return tokens.refreshToken() == null
        ? new Tokens(tokens.accessToken(), refreshToken, tokens.expiresAt())
        : tokens;
  }

  /** A form, from a client that has no secret. */
  Reply post(URI endpoint, Map<String, String> fields) {
    var all = new LinkedHashMap<>(fields);
    all.put("client_id", clientId);
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form(all)));
    return send(request, endpoint.toString());
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static URI safe(String address, String what) {
    try {
      var uri = URI.create(address);
      var here = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      if (here || "https".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    throw new SignInFailed("The address of " + what + " has to be HTTPS: " + address);
  }

  private static Reply send(HttpRequest.Builder request, String what) {
    try (var http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
      return new Reply(answer.statusCode(), document(answer.body()));
    } catch (IOException e) {
      throw new SignInFailed("No answer from " + what + " (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInFailed("interrupted");
    }
  }

  private static JsonNode document(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  /** What it answered. */
  record Reply(int status, JsonNode body) {
    String error() {
      var description = body.path("error_description").asText();
      var error = body.path("error").asText("HTTP " + status);
      return description.isEmpty() ? error : error + " (" + description + ")";
    }

    Tokens tokens() {
      var access = body.path("access_token").asText();
      if (access.isEmpty()) {
        throw new SignInFailed("The issuer gave no access token.");
      }
      var lives = body.path("expires_in");
      return new Tokens(
          access,
          body.path("refresh_token").asText(null),
          lives.isNumber() ? Clock.systemUTC().instant().plusSeconds(lives.asLong()) : null);
    }

    @Override
    public String toString() {
      return "Reply[" + status + ']';
    }
  }
}
