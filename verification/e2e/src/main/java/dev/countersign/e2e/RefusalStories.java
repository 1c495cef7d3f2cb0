package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.refused;
import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Answer;
import dev.countersign.client.Countersign;
import dev.countersign.client.RawApi;
import dev.countersign.client.Submission;
import java.util.List;
import java.util.Map;

/** What is refused before anything is published, each in its own words. */
final class RefusalStories {
  private static final String RIGHT =
      "{\"operation\": \"reboot\", \"instance_id\": \"dev-postgres-01\", \"parameters\": {}}";
  private static final int ONE_MEBIBYTE = 1 << 20;

  private final Countersign operator;
  private final RawApi nobody;

  RefusalStories(Countersign operator, RawApi nobody) {
    this.operator = operator;
    this.nobody = nobody;
  }

  List<Story> stories() {
    return List.of(
        new Story("a backup window of 25:00-04:00 is refused, naming the field", this::badWindow),
        new Story("an instance that nobody knows is not found", this::unknownInstance),
        new Story("no token, no service", this::noToken),
        answered("malformed JSON is refused", "{\"operation\": ", 400),
        answered(
            "a missing field is refused", "{\"operation\": \"reboot\", \"parameters\": {}}", 400),
        answered("an unknown field is refused", RIGHT.replace("}}", "}, \"urgent\": true}"), 400),
        answered("a wrong type is refused", RIGHT.replace("\"reboot\"", "7"), 400),
        answered("an unknown operation is refused", RIGHT.replace("reboot", "drop_table"), 400),
        answered("an unknown parameter is refused", RIGHT.replace("{}", "{\"force\": true}"), 400),
        answered(
            "a duplicate key is refused",
            RIGHT.replace("{\"op", "{\"operation\": \"a\", \"op"),
            400),
        answered(
            "deep nesting is refused", RIGHT.replace("{}", "[".repeat(500) + "]".repeat(500)), 400),
        answered("a body of 1 MiB is refused", " ".repeat(ONE_MEBIBYTE) + RIGHT, 413),
        new Story("another content type is refused", this::contentType));
  }

  private Story answered(String name, String body, int status) {
    return new Story(name, () -> problem(operator.raw().post("/api/operations", body), status));
  }

  private String badWindow() {
    var window = Map.<String, Object>of("backup_window", "25:00-04:00");
    var asked = Submission.of("modify_backup_window", "dev-postgres-01", window);
    var problem = refused(400, () -> operator.submit(asked));
    unless(problem.toString().contains("backup_window"), "the field is not named: " + problem);
    return problem.detail();
  }

  private String unknownInstance() {
    var asked = Submission.of("create_snapshot", "no-such-db", Map.of("snapshot_id", "x"));
    return refused(404, () -> operator.submit(asked)).detail();
  }

  private String noToken() {
    return problem(nobody.post("/api/operations", RIGHT), 401);
  }

  private String contentType() {
    return problem(
        operator.raw().post("/api/operations", RIGHT, "Content-Type", "text/plain"), 415);
  }

  private static String problem(Answer answer, int status) {
    unless(answer.status() == status, "expected HTTP " + status + ", got " + answer);
    var type = answer.header("Content-Type");
    unless(type.startsWith("application/problem+json"), "not a problem document but " + type);
    unless(answer.text("type").contains("/problems/"), "no stable type in " + answer);
    return answer.text("detail");
  }
}
