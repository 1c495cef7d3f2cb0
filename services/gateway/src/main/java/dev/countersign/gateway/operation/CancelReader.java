package dev.countersign.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.request.JsonBody;
import dev.countersign.gateway.request.Reading;
import java.util.Optional;

/** Reads {@code {"reason"}}, or no body at all. */
final class CancelReader {
  private static final int LONGEST = 1000;

  static Reading<Optional<String>> read(byte[] body) {
    if (body.length == 0) {
      return new Reading.Read<>(Optional.empty());
    }
    return switch (JsonBody.read(body)) {
      case Reading.Unreadable<ObjectNode>(var problem) -> new Reading.Unreadable<>(problem);
      case Reading.Read<ObjectNode>(var object) -> read(object);
    };
  }

  private static Reading<Optional<String>> read(ObjectNode object) {
    for (var field : object.properties()) {
      if (!field.getKey().equals("reason")) {
        return refused(
            ProblemType.UNKNOWN_FIELD, "The body has a field that is not known.", field.getKey());
      }
      if (!field.getValue().isTextual()) {
        return refused(ProblemType.WRONG_TYPE, "reason has to be a string.", "reason");
      }
      if (field.getValue().textValue().length() > LONGEST) {
        return refused(
            ProblemType.VALUE_TOO_LONG,
            "reason has more than " + LONGEST + " characters.",
            "reason");
      }
    }
    return new Reading.Read<>(Optional.ofNullable(object.path("reason").textValue()));
  }

  private static Reading<Optional<String>> refused(ProblemType type, String detail, String field) {
    return new Reading.Unreadable<>(
        Problem.of(type, detail)
            .field(field)
            .nextStep("Send {\"reason\": \"...\"}, or no body at all."));
  }

  private CancelReader() {}
}
