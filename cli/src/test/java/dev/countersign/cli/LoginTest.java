package dev.countersign.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.cli.Ran.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a token, and at an issuer from another machine. */
class LoginTest {
  private static final String LIST = "GET /api/operations";
  private static final String TOKENS = "POST /realm/token";

  private final Server server = new Server();
  private Path home = Path.of("/nowhere");
  private Place place = Place.in(home);

  @BeforeEach
  void home(@TempDir Path folder) {
    home = folder;
    place = Place.in(home);
    server.on(LIST, 200, "{\"operations\": [], \"next_cursor\": null}");
    server.on(
        "GET /realm/.well-known/openid-configuration",
        200,
        """
        {"issuer": "%1$s/realm", "authorization_endpoint": "%1$s/realm/auth",
         "token_endpoint": "%1$s/realm/token", "device_authorization_endpoint": "%1$s/realm/device"}
        """
            .formatted(server.url()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void profile(String... more) {
    assertEquals(0, place.run("config", "set", "one", "url=" + server.url()).exit());
    for (var value : more) {
      assertEquals(0, place.run("config", "set", "one", value).exit());
    }
  }

  private void profileAtIssuer() {
    profile("issuer=" + server.url() + "/realm/", "client_id=cs");
  }

  @Test
  void aTokenIsKeptForItsOwnerAlone() throws Exception {
    profile();

    var ran = place.input("token-a\n").run("login", "--token-file", "-");

    assertEquals(0, ran.exit(), ran::err);
    assertFalse((ran.out() + ran.err()).contains("token-a"));
    var file = home.resolve(".config/countersign/tokens/one.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(0, place.run("list").exit());
    assertEquals("Bearer token-a", server.requests().getLast().header("Authorization"));
    assertEquals(0, place.run("logout").exit());
    assertEquals(4, place.run("list").exit());
  }

  @Test
  void aCodeIsTypedOnAnotherMachine() {
    profileAtIssuer();
    server.on(
        "POST /realm/device",
        200,
        "{\"device_code\": \"d\", \"user_code\": \"WDJB-MJHT\", \"verification_uri\": \"https://issuer/activate\", \"interval\": 1, \"expires_in\": 600}");
    server.on(TOKENS, 400, "{\"error\": \"authorization_pending\"}");
    server.on(TOKENS, 200, "{\"access_token\": \"token-b\", \"expires_in\": 3600}");

    var ran = place.run("login", "--device");

    assertEquals(0, ran.exit(), ran::err);
    assertTrue(
        ran.err().contains("https://issuer/activate") && ran.err().contains("WDJB-MJHT"), ran::err);
    var asked = server.requests().getLast().body();
    assertTrue(asked.contains("device_code=d") && asked.contains("client_id=cs"), asked);
    assertEquals(0, place.run("list").exit());
    assertEquals("Bearer token-b", server.requests().getLast().header("Authorization"));
  }

  @Test
  void anExpiredTokenIsRenewedOrSaidToHaveExpired() {
    profileAtIssuer();
    server.on(
        "POST /realm/device",
        200,
        "{\"device_code\": \"d\", \"user_code\": \"C\", \"verification_uri\": \"https://issuer/\", \"interval\": 1}");
    server.on(
        TOKENS, 200, "{\"access_token\": \"old\", \"refresh_token\": \"r-1\", \"expires_in\": 1}");
    server.on(TOKENS, 200, "{\"access_token\": \"new\", \"expires_in\": 1}");
    server.on(TOKENS, 400, "{\"error\": \"invalid_grant\"}");
    assertEquals(0, place.run("login", "--device").exit());

    assertEquals(0, place.run("list").exit());
    assertEquals("Bearer new", server.requests().getLast().header("Authorization"));
    var refused = place.run("list");
    assertEquals(4, refused.exit());
    assertTrue(refused.err().contains("Sign in again"), refused::err);
    assertFalse(refused.err().contains("r-1"), refused::err);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertEquals(2, place.run("login", "--url", server.url()).exit());
    profile();
    var noIssuer = place.run("login");
    assertEquals(2, noIssuer.exit());
    assertTrue(noIssuer.err().contains("issuer"), noIssuer::err);
    profile("issuer=http://issuer.example.com", "client_id=cs");
    var readable = place.run("login", "--device");
    assertEquals(4, readable.exit());
    assertTrue(readable.err().contains("HTTPS"), readable::err);
  }
}
