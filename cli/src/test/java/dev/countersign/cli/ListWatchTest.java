package dev.countersign.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.cli.Ran.Place;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that happens, with the filters of the list; it ends where the token does. */
class ListWatchTest {
  private static final String EVENTS = "GET /api/events";

  private static String told(String... operations) {
    return String.join(
        "",
        Stream.of(operations)
            .map(one -> "event: operation\ndata: " + one.replace("\n", " ") + "\n\n")
            .toList());
  }

  private static Ran watch(Server server, Path home, String... filters) {
    var arguments =
        Stream.concat(Stream.of("list", "--watch", "-o", "csv"), Stream.of(filters))
            .toArray(String[]::new);
    return Place.in(home).signedIn(server, arguments);
  }

  @Test
  void whatIsThereIsShownOnceAndWhatHappensEachTime(@TempDir Path home) {
    try (var server = new Server()) {
      server.on(
          "GET /api/operations",
          200,
          "{\"operations\": [" + Server.operation("queued", 3) + "], \"next_cursor\": null}");
      server.on(
          EVENTS,
          200,
          // The first was in the list already.
          told(
              Server.operation("queued", 3),
              Server.operation("started", 4),
              Server.operation("succeeded", 5)),
          "Content-Type",
          "text/event-stream");
      server.problem(EVENTS, 401, "unauthenticated", "");

      var ran = watch(server, home);

      assertEquals(4, ran.exit(), ran::err);
      assertEquals(3, ran.out().lines().count(), ran::out);
      assertTrue(ran.out().contains("succeeded"), ran::out);
    }
  }

  @Test
  void theFiltersOfTheListHoldForWhatHappens(@TempDir Path home) {
    var other =
        Server.operation("failed", 2)
            .replace("\"one\"", "\"two\"")
            .replace("\"dev-1\"", "\"dev-2\"")
            .replace("\"rds:db\"", "\"rds:cluster\"")
            .replace("1:eu:rds:db:K", "1:eu:rds:cluster:L");
    var events = told(Server.operation("failed", 2), other);
    var expected =
        new String[][] {
          {"one", "--instance-id", "dev-1"},
          {"one", "--instance-id", "1:eu:dev-1"},
          {"one", "--instance-id", "arn:aws:rds:eu:1:db:dev-1"},
          {"one", "--resource", "1:eu:rds:db:K"},
          {"two", "--cluster-id", "dev-2"},
          {"", "--cluster-id", "dev-1"},
          {"", "--status", "queued"},
          {"", "--requester", "bob"},
          {"", "--operation", "reboot"},
          {"onetwo", "--operation", "snap"},
          {"onetwo", "--from", "2026-05-01T08:00:00Z"},
          {"", "--to", "2026-05-01T08:00:00Z"},
          {"", "--success", "true"}
        };
    for (var row : expected) {
      try (var server = new Server()) {
        server.on("GET /api/operations", 200, "{\"operations\": [], \"next_cursor\": null}");
        server.on(
            "GET /api/catalogue",
            200,
            "{\"operations\": [{\"name\": \"create_snapshot\", \"aliases\": [\"snap\"]}]}");
        server.on(EVENTS, 200, events, "Content-Type", "text/event-stream");
        server.problem(EVENTS, 401, "unauthenticated", "");
        var ran = watch(server, home, row[1], row[2]);
        var ids = ran.out().lines().map(line -> line.split(",")[0]).toList();
        assertEquals(row[0], String.join("", ids), () -> String.join(" ", row) + ran.err());
      }
    }
  }
}
