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

/** Where it asks, and as whom. */
class ConfigurationTest {
  private static final String LIST = "GET /api/operations";
  private static final String EMPTY = "{\"operations\": [], \"next_cursor\": null}";

  private final Server server = new Server().on(LIST, 200, EMPTY);
  private final Server other = new Server().on(LIST, 200, EMPTY);

  private Path home = Path.of("/nowhere");
  private Place place = Place.in(home);

  @BeforeEach
  void home(@TempDir Path folder) {
    home = folder;
    place = Place.in(home);
  }

  @AfterEach
  void close() {
    server.close();
    other.close();
  }

  private Path token(String name, String content) throws Exception {
    return Files.writeString(home.resolve(name), content);
  }

  private String lastToken(Server asked) {
    return asked.requests().getLast().header("Authorization");
  }

  @Test
  void optionsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
    assertEquals(
        0,
        place
            .run(
                "config",
                "set",
                "one",
                "url=" + server.url(),
                "token_file=" + token("a", "token-a"))
            .exit());
    assertEquals(
        0,
        place
            .run(
                "config",
                "set",
                "two",
                "url=" + other.url(),
                "token_file=" + token("b", "token-b\n"))
            .exit());

    assertEquals(0, place.run("list").exit());
    assertEquals("Bearer token-a", lastToken(server));
    assertEquals(0, place.run("list", "--profile", "two").exit());
    assertEquals("Bearer token-b", lastToken(other));
    assertEquals(0, place.with("COUNTERSIGN_PROFILE", "two").run("list").exit());
    assertEquals(2, other.requests().size());

    var variables =
        place
            .with("COUNTERSIGN_URL", other.url())
            .with("COUNTERSIGN_TOKEN_FILE", token("c", "token-c").toString());
    assertEquals(0, variables.run("list").exit());
    assertEquals("Bearer token-c", lastToken(other));
    var options = variables.input("token-d");
    assertEquals(0, options.run("--url", server.url(), "list", "--token-file", "-").exit());
    assertEquals("Bearer token-d", lastToken(server));
    // A profile that an option names is an option.
    assertEquals(0, variables.run("list", "--profile", "one").exit());
    assertEquals(3, server.requests().size());
  }

  @Test
  void aProfilesTokenIsNotSentElsewhere() throws Exception {
    place.run("config", "set", "one", "url=" + server.url(), "token_file=" + token("a", "token-a"));

    var ran = place.run("list", "--url", other.url());

    assertEquals(4, ran.exit());
    assertTrue(ran.err().contains("is not for " + other.url()), ran::err);
    assertEquals(0, other.requests().size());
  }

  @Test
  void theFileSaysWhichProfilesThereAre() throws Exception {
    place.run("config", "set", "one", "url=https://one.example.com", "scope=openid");
    place.run("config", "set", "two", "url=https://two.example.com");
    assertEquals(0, place.run("config", "use", "two").exit());

    var listed = place.run("config", "list", "-o", "csv").out();
    assertTrue(listed.contains("one,false,https://one.example.com"), listed);
    assertTrue(listed.contains("two,true,https://two.example.com"), listed);
    var file = home.resolve(".config/countersign/config.yaml");
    assertEquals(file + "\n", place.run("config", "path").out());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(2, place.run("config", "use", "three").exit());
    assertEquals(2, place.run("config", "set", "one", "uri=x").exit());
    assertEquals(2, place.run("list", "--profile", "three").exit());

    Files.writeString(file, "profiles:\n  one:\n    uri: https://one.example.com\n");
    var wrong = place.run("list", "-o", "json");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("there is no key uri"), wrong::err);
    assertTrue(wrong.err().startsWith("{\"type\":\"about:blank\""), wrong::err);
  }

  @Test
  void xdgSaysWhereTheFileIs() {
    var elsewhere = home.resolve("elsewhere").toString();
    assertEquals(
        elsewhere + "/countersign/config.yaml\n",
        place.with("XDG_CONFIG_HOME", elsewhere).run("config", "path").out());
  }

  @Test
  void whoeverSaysNothingIsToldWhatToSay() throws Exception {
    var nowhere = place.run("list");
    assertEquals(2, nowhere.exit());
    assertTrue(nowhere.err().contains("COUNTERSIGN_URL"), nowhere::err);
    var nobody = place.run("list", "--url", server.url());
    assertEquals(4, nobody.exit());
    assertTrue(nobody.err().contains("cs login"), nobody::err);
    assertEquals(2, place.run("list", "--url", "server").exit());
  }

  @Test
  void aLocalPlatformIsFoundAndItSaysHowToBeSomebodyThere() throws Exception {
    var data = home.resolve("data");
    Files.createDirectories(data.resolve("run"));
    Files.writeString(data.resolve("run/state.json"), "{\"url\": \"" + server.url() + "\"}");
    var checkout = place.checkout(data);

    var nobody = checkout.run("list");
    assertEquals(4, nobody.exit());
    assertTrue(nobody.err().contains("./countersign cli --as ada:DBA"), nobody::err);
    assertEquals(0, checkout.input("token-l").run("list", "--token-file", "-").exit());
    assertEquals("Bearer token-l", lastToken(server));
    assertEquals(2, checkout.run("list", "--as", "ada").exit());
  }

  @Test
  void whatIsNoTokenIsNotShown() throws Exception {
    var broken = token("broken", "a secret\nof two lines");

    for (var ran :
        new Ran[] {
          place.run("list", "--url", server.url(), "--token-file", broken.toString()),
          place.input("\u0001secret").run("list", "--url", server.url(), "--token-file", "-"),
          place.run("list", "--url", server.url(), "--token-file", home.resolve("no").toString())
        }) {
      assertEquals(4, ran.exit(), ran::err);
      assertFalse(ran.err().contains("secret"), ran::err);
    }
    assertEquals(0, server.requests().size());
  }

  @Test
  void aTokenThatCanBeReadOnTheWayIsWarnedAbout() {
    var ran =
        place
            .input("token-a")
            .run(
                "list",
                "--url",
                "http://countersign.invalid",
                "--token-file",
                "-",
                "--retry-for",
                "0s");

    assertEquals(75, ran.exit(), ran::err);
    assertTrue(ran.err().contains("is not HTTPS"), ran::err);
  }
}
