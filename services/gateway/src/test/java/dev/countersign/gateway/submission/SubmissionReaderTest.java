package dev.countersign.gateway.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.contracts.operation.OperationCatalogue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is approved is what is sent, byte for byte: so it is made so at the door, or refused. */
class SubmissionReaderTest {
  private static final SubmissionReader READER =
      new SubmissionReader(OperationCatalogue.load(), 1 << 14);

  @Test
  void anIdentifierIsTakenAsRdsWillKeepIt() {
    var upper = read("create_snapshot", "\"snapshot_id\": \"Before-Upgrade\"");
    assertEquals("before-upgrade", upper.parameters().get("snapshot_id"));
    var lower = read("create_snapshot", "\"snapshot_id\": \"before-upgrade\"");
    assertEquals(lower.hash(), upper.hash(), "the same request, so the same key may repeat it");
  }

  @Test
  void twoTagsOfOneKeyAreRefused() {
    assertEquals("parameters.tags.1.Key", refused(tags("Team", "a") + ", " + tags("Team", "b")));
    assertEquals("parameters.tags.1.Key", refused(tags("Team", "a") + ", " + tags("TEAM", "b")));
  }

  @Test
  void reservedTagsAreRefused() {
    for (var key : new String[] {"AWS:x", "aws:x", "Rds:x", "COUNTERSIGN:operation"}) {
      assertEquals("parameters.tags.0.Key", refused(tags(key, "a")), key);
    }
  }

  @Test
  void aMemberThatIsThereTwiceIsRefusedHoweverDeep() {
    for (var parameters :
        new String[] {
          "\"snapshot_id\": \"a\", \"snapshot_id\": \"b\"",
          "\"snapshot_id\": \"a\", \"tags\": [{\"Key\": \"x\", \"Value\": \"1\", \"Key\": \"y\"}]"
        }) {
      var problem = problem("create_snapshot", parameters);
      assertEquals("duplicate-key", problem.slug(), parameters);
    }
  }

  private static String tags(String key, String value) {
    return "{\"Key\": \"" + key + "\", \"Value\": \"" + value + "\"}";
  }

  private static String refused(String tags) {
    var problem = problem("create_snapshot", "\"snapshot_id\": \"s\", \"tags\": [" + tags + "]");
    assertEquals("invalid-parameter", problem.slug());
    return String.valueOf(problem.members().get("field"));
  }

  private static Problem problem(String operation, String parameters) {
    return assertThrows(ProblemFound.class, () -> read(operation, parameters)).problem();
  }

  private static Submission read(String operation, String parameters) {
    var body =
        "{\"operation\": \""
            + operation
            + "\", \"instance_id\": \"dev-1\", \"parameters\": {"
            + parameters
            + "}}";
    return READER.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
