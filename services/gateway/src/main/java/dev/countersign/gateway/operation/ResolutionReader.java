package dev.countersign.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.request.JsonBody;
import dev.countersign.gateway.request.Reading;
import java.util.List;
import java.util.Optional;

/** Reads {@code {"outcome", "comment", "evidence_id"}}. */
final class ResolutionReader {
  private static final int LONGEST = 1000;
  private static final List<String> FIELDS = List.of("outcome", "comment", "evidence_id");
  private static final List<String> OUTCOMES = List.of("happened", "did-not-happen");

  static Reading<Finding> read(byte[] body) {
    return switch (JsonBody.read(body)) {
      case Reading.Unreadable<ObjectNode>(var problem) -> new Reading.Unreadable<>(problem);
      case Reading.Read<ObjectNode>(var object) ->
          problem(object)
              .<Reading<Finding>>map(Reading.Unreadable::new)
              .orElseGet(() -> new Reading.Read<>(finding(object)));
    };
  }

  private static Finding finding(ObjectNode object) {
    return new Finding(
        object.get("outcome").textValue(),
        object.get("comment").textValue().strip(),
        object.path("evidence_id").textValue());
  }

  private static Optional<Problem> problem(ObjectNode object) {
    for (var field : object.properties()) {
      var name = field.getKey();
      if (!FIELDS.contains(name)) {
        return refused(ProblemType.UNKNOWN_FIELD, "The body has a field that is not known.", name);
      }
      if (!field.getValue().isTextual()) {
        return refused(ProblemType.WRONG_TYPE, name + " has to be a string.", name);
      }
      if (field.getValue().textValue().length() > LONGEST) {
        return refused(
            ProblemType.VALUE_TOO_LONG, name + " has more than " + LONGEST + " characters.", name);
      }
    }
    if (!OUTCOMES.contains(object.path("outcome").asText())) {
      return refused(
          object.has("outcome") ? ProblemType.INVALID_PARAMETER : ProblemType.MISSING_FIELD,
          "outcome has to be happened or did-not-happen.",
          "outcome");
    }
    return object.path("comment").asText().isBlank()
        ? refused(
            ProblemType.MISSING_FIELD, "comment has to say how you know what happened.", "comment")
        : Optional.empty();
  }

  private static Optional<Problem> refused(ProblemType type, String detail, String field) {
    return Optional.of(
        Problem.of(type, detail)
            .field(field)
            .nextStep(
                "Send {\"outcome\": \"happened\" or \"did-not-happen\", \"comment\": \"...\","
                    + " \"evidence_id\": \"...\"}."));
  }

  private ResolutionReader() {}
}
