package dev.countersign.cli.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Authorization code with PKCE; the browser comes back to a port of this machine. */
public final class BrowserSignIn {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Issuer issuer;
  private final String scope;
  private final String state = random();
  private final String verifier = random();
  private final CompletableFuture<Map<String, String>> back = new CompletableFuture<>();

  public BrowserSignIn(Issuer issuer, String scope) {
    this.issuer = issuer;
    this.scope = scope;
  }

  /**
   * @param show is given the address that the browser has to open
   */
  public Tokens tokens(Duration patience, Consumer<String> show) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/callback", this::callback);
      server.start();
      try {
        var redirect = "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
        show.accept(address(redirect));
        return exchanged(answered(patience), redirect);
      } finally {
        // The page that says that it is done is still being sent.
        server.stop(1);
      }
    } catch (IOException e) {
      throw new SignInFailed("No port can be opened for the browser: " + e.getMessage());
    }
  }

  private String address(String redirect) {
    var query = new LinkedHashMap<String, String>();
    query.put("response_type", "code");
    query.put("client_id", issuer.clientId());
    query.put("redirect_uri", redirect);
    query.put("scope", scope);
    query.put("state", state);
    query.put("code_challenge", challenge());
    query.put("code_challenge_method", "S256");
    var endpoint = issuer.endpoint("authorization_endpoint").toString();
    return endpoint + (endpoint.contains("?") ? '&' : '?') + Issuer.form(query);
  }

  private Map<String, String> answered(Duration patience) {
    try {
      return back.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SignInFailed("Nobody signed in within " + patience.toMinutes() + " minutes.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInFailed("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Tokens exchanged(Map<String, String> answer, String redirect) {
    var code = answer.get("code");
    if (code == null) {
      throw new SignInFailed(
          "The issuer refused: " + answer.getOrDefault("error_description", answer.get("error")));
    }
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", redirect);
    fields.put("code_verifier", verifier);
    var reply = issuer.post(issuer.endpoint("token_endpoint"), fields);
    if (reply.status() != 200) {
      throw new SignInFailed("The issuer gave no token: " + reply.error());
    }
    return reply.tokens();
  }

  private void callback(HttpExchange exchange) throws IOException {
    var query = query(exchange.getRequestURI().getRawQuery());
    // Whoever does not know the state was not sent by the issuer.
    var ours =
        state.equals(query.get("state"))
            && (query.containsKey("code") || query.containsKey("error"));
    var words =
        !ours
            ? "This is not the sign-in that is waited for."
            : query.containsKey("code")
                ? "Signed in. You can close this page."
                : "Not signed in. The terminal says why.";
    var page = words.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(ours ? 200 : 400, page.length);
    try (exchange) {
      exchange.getResponseBody().write(page);
    }
    if (ours) {
      back.complete(query);
    }
  }

  private static Map<String, String> query(String raw) {
    var fields = new HashMap<String, String>();
    for (var field : raw == null ? new String[0] : raw.split("&")) {
      var parts = field.split("=", 2);
      if (parts.length == 2) {
        fields.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private String challenge() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return base64(digest.digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String random() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
