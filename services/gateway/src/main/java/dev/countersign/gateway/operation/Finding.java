package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about an indeterminate operation.
 *
 * @param outcome {@code happened} or {@code did-not-happen}
 * @param comment how they know
 * @param evidenceId what they looked at; null when they do not say
 */
record Finding(String outcome, String comment, @Nullable String evidenceId) {
  private static final int LONGEST = 1000;
  private static final List<String> FIELDS = List.of("outcome", "comment", "evidence_id");
  private static final List<String> OUTCOMES = List.of("happened", "did-not-happen");
  private static final String FORM =
      "Send {\"outcome\": \"happened\" or \"did-not-happen\", \"comment\": \"...\","
          + " \"evidence_id\": \"...\"}.";

  static Finding read(byte[] bytes) {
    var body = JsonBody.read(bytes, FORM, FIELDS);
    var outcome = body.text("outcome", LONGEST);
    if (!OUTCOMES.contains(outcome)) {
      throw body.wrong(
          ProblemType.INVALID_PARAMETER, "outcome", "has to be happened or did-not-happen");
    }
    var comment = body.text("comment", LONGEST).strip();
    if (comment.isEmpty()) {
      throw body.wrong(
          ProblemType.MISSING_FIELD, "comment", "has to say how you know what happened");
    }
    return new Finding(outcome, comment, body.optionalText("evidence_id", LONGEST).orElse(null));
  }
}
