package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/** What is refused before anything is published, each in its own words. */
final class RefusalStories {
  private static final String RIGHT =
      "{\"operation\": \"reboot\", \"instance_id\": \"dev-postgres-01\", \"parameters\": {}}";
  private static final int ONE_MEBIBYTE = 1 << 20;

  private final Api operator;
  private final Api nobody;

  RefusalStories(Api operator, HttpClient http, String url) {
    this.operator = operator;
    this.nobody = new Api(http, url, null);
  }

  List<Story> stories() {
    return List.of(
        new Story("a backup window of 25:00-04:00 is refused, naming the field", this::badWindow),
        new Story("an instance that nobody knows is not found", this::unknownInstance),
        new Story("no token, no service", this::noToken),
        refused("malformed JSON is refused", "{\"operation\": ", 400),
        refused(
            "a missing field is refused", "{\"operation\": \"reboot\", \"parameters\": {}}", 400),
        refused("an unknown field is refused", RIGHT.replace("}}", "}, \"urgent\": true}"), 400),
        refused("a wrong type is refused", RIGHT.replace("\"reboot\"", "7"), 400),
        refused("an unknown operation is refused", RIGHT.replace("reboot", "drop_table"), 400),
        refused("an unknown parameter is refused", RIGHT.replace("{}", "{\"force\": true}"), 400),
        refused(
            "a duplicate key is refused",
            RIGHT.replace("{\"op", "{\"operation\": \"a\", \"op"),
            400),
        refused(
            "deep nesting is refused", RIGHT.replace("{}", "[".repeat(500) + "]".repeat(500)), 400),
        refused("a body of 1 MiB is refused", " ".repeat(ONE_MEBIBYTE) + RIGHT, 413),
        new Story("another content type is refused", this::contentType));
  }

  private Story refused(String name, String body, int status) {
    return new Story(
        name, () -> problem(operator.post("/api/operations", body, Map.of()).expect(status)));
  }

  private String badWindow() throws Exception {
    var answer =
        operator.submit(
            "modify_backup_window",
            "dev-postgres-01",
            Map.of("backup_window", "25:00-04:00"),
            Map.of());
    unless(
        answer.expect(400).text().contains("backup_window"),
        "the field is not named: " + answer.body());
    return problem(answer);
  }

  private String unknownInstance() throws Exception {
    return problem(
        operator
            .submit("create_snapshot", "no-such-db", Map.of("snapshot_id", "x"), Map.of())
            .expect(404));
  }

  private String noToken() throws Exception {
    return "HTTP " + nobody.post("/api/operations", RIGHT, Map.of()).expect(401).status();
  }

  private String contentType() throws Exception {
    return problem(
        operator.post("/api/operations", RIGHT, Map.of("Content-Type", "text/plain")).expect(415));
  }

  private static String problem(Answer answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("none");
    unless(type.startsWith("application/problem+json"), "not a problem document but " + type);
    unless(answer.text("type").contains("/problems/"), "no stable type in " + answer.body());
    return answer.text("detail");
  }
}
