package dev.countersign.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.cli.Ran.Place;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same data, in each format. */
class OutputTest {
  private static final String LIST = "GET /api/operations";

  private final Server server = new Server();
  private Place place = Place.in(Path.of("/nowhere"));

  @BeforeEach
  void home(@TempDir Path home) {
    place = Place.in(home);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String page(String cursor, String... operations) {
    return "{\"operations\": [%s], \"next_cursor\": %s}"
        .formatted(String.join(",", operations), cursor);
  }

  @Test
  void jsonIsTheDocumentOfTheApiUnchanged() {
    var page = page("null", Server.operation("failed", 1));
    server.on(LIST, 200, page);

    assertEquals(page + "\n", place.signedIn(server, "list", "-o", "json").out());
  }

  @Test
  void pagesAreFollowedWhereAllAreAskedFor() {
    server.on(LIST, 200, page("\"x y\"", Server.operation("failed", 1)));
    var first = place.signedIn(server, "list", "-o", "name");
    assertEquals("one\n", first.out());
    assertTrue(first.err().contains("There are more"), first::err);

    var other = new Server();
    try (other) {
      other.on(LIST, 200, page("\"x y\"", Server.operation("failed", 1)));
      other.on(LIST, 200, page("null", Server.operation("queued", 2)));
      var all = place.signedIn(other, "list", "--all", "-o", "csv", "--status", "failed");
      assertEquals(3, all.out().lines().count(), all::out);
      assertEquals("/api/operations?status=failed&cursor=x%20y", other.requests().getLast().path());
    }
  }

  @Test
  void everyFormatHasTheSameRow() {
    server.on(LIST, 200, page("null", Server.operation("failed", 1)));

    var table = place.signedIn(server, "list").out().lines().toList();
    assertEquals(
        List.of("ID", "OPERATION", "RESOURCE"),
        List.of(table.get(0).split("\\s{2,}")).subList(0, 3));
    assertTrue(
        table.get(1).matches("one +create_snapshot +dev-1 +failed +ada +2026-.*"), table::toString);
    assertTrue(place.signedIn(server, "list", "-o", "wide").out().contains("REGION"));
    assertTrue(place.signedIn(server, "list", "-o", "yaml").out().contains("status: \"failed\""));
    assertEquals(1, place.signedIn(server, "list", "-o", "jsonl").out().lines().count());
    var csv = place.signedIn(server, "list", "-o", "csv").out().lines().toList();
    assertTrue(csv.get(0).startsWith("ID,OPERATION,RESOURCE,"), csv::toString);
    assertTrue(csv.get(1).startsWith("one,create_snapshot,dev-1,"), csv::toString);
  }

  @Test
  void nothingFromTheServerMovesTheCursor() {
    var evil =
        Server.operation("failed", 1)
            .replace("\"dev-1\"", "\"\\u001b[2Jdev\\u009b1\\u202e\\nx,\\\"y\"");
    server.on(LIST, 200, page("null", evil));
    server.problem(
        "GET /api/operations/two",
        404,
        "operation-not-found",
        ", \"next_step\": \"\\u001b]0;x\\u0007\"");

    for (var format : List.of("table", "wide", "csv")) {
      var out = place.signedIn(server, "list", "-o", format).out();
      assertFalse(out.matches("(?s).*[\\u001b\\u009b\\u202e].*"), out);
      assertEquals(2, out.lines().count(), out);
    }
    var problem = place.signedIn(server, "get", "two");
    assertEquals(5, problem.exit());
    assertFalse(problem.err().contains("\u001b"), problem::err);
  }

  @Test
  void coloursAreForATerminalThatWantsThem() {
    server.on(LIST, 200, page("null", Server.operation("failed", 1)));
    var terminal = place.onATerminal();

    assertTrue(terminal.signedIn(server, "list").out().contains("\u001b[31mfailed"));
    assertFalse(place.signedIn(server, "list").out().contains("\u001b"));
    assertFalse(terminal.with("NO_COLOR", "1").signedIn(server, "list").out().contains("\u001b"));
    assertFalse(terminal.with("TERM", "dumb").signedIn(server, "list").out().contains("\u001b"));
  }

  @Test
  void whatIsNotOursIsNotTakenForData() {
    server.on(LIST, 200, "<html>", "Content-Type", "text/html");

    var ran = place.signedIn(server, "list");

    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("Is the URL right?"), ran::err);
  }

  @Test
  void aRawRequestIsPrintedAsItIsAnswered() {
    server.on("GET /api/catalogue", 200, "{\"operations\":   []}");
    server.on("POST /api/previews", 200, "{}");

    assertEquals(
        "{\"operations\":   []}\n",
        place.signedIn(server, "api", "GET", "/api/catalogue", "-f", "a=b c").out());
    assertEquals("/api/catalogue?a=b%20c", server.requests().getFirst().path());
    place.signedIn(
        server, "api", "POST", "/api/previews", "-f", "n=1", "-f", "t=x", "-f", "o={\"a\": true}");
    assertEquals("{\"n\":1,\"t\":\"x\",\"o\":{\"a\":true}}", server.requests().getLast().body());
    assertEquals(5, place.signedIn(server, "api", "GET", "/nothing").exit());
    assertEquals(2, place.signedIn(server, "api", "PATCH", "/api/catalogue").exit());
  }

  @Test
  void mayIIsAnsweredWithTheReasonAndACode() {
    server.on(
        "GET /api/instances/dev-1",
        200,
        """
        {"operations": [{"operation": "reboot_instance", "aliases": ["reboot"], "allowed": "needs-approval", "reason": "Two DBAs."},
          {"operation": "stop_instance", "aliases": [], "allowed": "no", "reason": "Closed."},
          {"operation": "create_snapshot", "aliases": [], "allowed": "yes", "reason": "Open."},
          {"operation": "start_instance", "aliases": [], "allowed": "unknown", "reason": "?"}]}
        """);

    var asked = place.signedIn(server, "can-i", "reboot", "dev-1");
    assertEquals(9, asked.exit(), asked::err);
    assertTrue(asked.out().contains("Two DBAs."), asked::out);
    assertEquals(3, place.signedIn(server, "can-i", "stop_instance", "dev-1").exit());
    assertEquals(0, place.signedIn(server, "can-i", "create_snapshot", "dev-1").exit());
    assertEquals(75, place.signedIn(server, "can-i", "start_instance", "dev-1").exit());
    assertEquals(5, place.signedIn(server, "can-i", "drop", "dev-1").exit());
    assertEquals(5, place.signedIn(server, "can-i", "all", "dev-1").out().lines().count());
  }

  @Test
  void aPreviewsExitCodeIsWhatWouldComeOfIt() {
    var asked = new String[] {"preview", "reboot", "dev-1", "--exit-code"};
    var verdicts =
        List.of(
            "\"approved\", \"would_start\": true",
            "\"approved\", \"would_start\": false",
            "\"rejected\"",
            "\"approval-required\"",
            "\"frozen\"",
            "\"frozen\", \"resumes_at\": \"2026-12-01T00:00:00Z\"");
    for (var verdict : verdicts) {
      server.on("POST /api/previews", 200, "{\"verdict\": " + verdict + "}");
    }

    assertEquals(
        List.of(0, 6, 3, 9, 3, 8),
        verdicts.stream().map(_ -> place.signedIn(server, asked).exit()).toList());
    assertEquals(0, place.signedIn(server, "preview", "reboot", "dev-1").exit());
  }
}
