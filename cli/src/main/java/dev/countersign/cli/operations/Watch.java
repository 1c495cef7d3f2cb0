package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Plain;
import dev.countersign.cli.session.GlobalOptions;
import dev.countersign.client.Answer;
import dev.countersign.client.Documents;
import java.time.Duration;

/** Waits for an operation, and tells meanwhile what happens to it. */
final class Watch {
  private final GlobalOptions options;
  private final Documents api;
  private final String id;

  Watch(GlobalOptions options, Documents api, String id) {
    this.options = options;
    this.api = api;
    this.id = id;
  }

  Answer until(Goal goal, Answer shown, Duration timeout) {
    return new Waiting(api, this::tell).until(goal::met, shown, timeout);
  }

  /** What came of the wait, and what to do where that is not plain. */
  ExitCode exit(Goal goal, JsonNode operation) {
    var exit = goal.exit(operation);
    var command = options.here().command();
    switch (exit) {
      case STILL_GOING ->
          options.say(
              "Still going. %1$s wait %2$s waits on, %1$s cancel %2$s cancels it."
                  .formatted(command, id));
      case WAITS_FOR_APPROVAL ->
          options.say("Waits for the approval of other people: " + command + " approve " + id);
      case INDETERMINATE ->
          options.say(
              "Nobody knows whether it is done. Look at its evidence before you repeat it: "
                  + command
                  + " get "
                  + id);
      default -> {
        // The document says it.
      }
    }
    return exit;
  }

  void interrupted() {
    options.say(
        "Stopped watching. The operation goes on; %1$s wait %2$s waits for it, %1$s cancel %2$s cancels it."
            .formatted(options.here().command(), id));
  }

  private void tell(JsonNode event) {
    options.say(
        HistoryView.VIEW.columns().stream()
            .map(column -> Plain.text(column.value().apply(event)))
            .filter(cell -> !cell.isEmpty())
            .reduce((left, right) -> left + "  " + right)
            .orElse(""));
  }
}
