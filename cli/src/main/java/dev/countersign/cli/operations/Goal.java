package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.client.Status;
import java.util.Locale;

/** What is waited for. */
public enum Goal {
  /** Policy has answered: yes, no, or that people have to agree. */
  DECIDED,
  /** The executor has begun, or it has ended without that. */
  STARTED,
  /** It has ended. */
  ENDED;

  boolean met(JsonNode operation) {
    var status = Status.of(operation.path("status").asText());
    return status.ended()
        || switch (this) {
          case DECIDED -> status != Status.REQUESTED && status != Status.HELD;
          case STARTED -> status == Status.STARTED;
          case ENDED -> false;
        };
  }

  /** What came of the wait. */
  ExitCode exit(JsonNode operation) {
    var status = Status.of(operation.path("status").asText());
    var reached = met(operation) && !status.ended() && status != Status.APPROVAL_REQUIRED;
    return reached ? ExitCode.DONE : ExitCode.of(operation);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
