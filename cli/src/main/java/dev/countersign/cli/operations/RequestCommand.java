package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.client.Answer;
import dev.countersign.client.Countersign;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code request}. */
@Command(
    name = "request",
    description = {
      "Asks for an operation. Without --wait it returns when policy has answered; that it was accepted does not mean that it is done.",
      "For example: request create_snapshot dev-postgres-01 snapshot_id=before-upgrade --wait"
    },
    footer =
        "Repeating it with the same --idempotency-key gives the same operation, and no second one.")
public final class RequestCommand extends ApiCommand {
  @Mixin private Asked asked = new Asked();

  @Option(
      names = "--wait",
      paramLabel = "GOAL",
      description =
          "Wait until it is: ${COMPLETION-CANDIDATES} (ended, where --wait stands alone).")
  private @Nullable Goal goal;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long --wait waits (default: 20m). The operation goes on.")
  private Duration timeout = Duration.ofMinutes(20);

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "What names this request (default: a new one, which is printed).")
  private @Nullable String key;

  @Override
  protected ExitCode run(Countersign api) {
    var submission = asked.submission(api.documents());
    if (key != null) {
      submission = submission.underKey(key);
    }
    var named = submission.idempotencyKey();
    say("Idempotency key: " + named);
    var answer = submitted(api, submission);
    var operation = Printer.json(answer);
    var id = operation.path("operation_id").asText();
    if (answer.header("Idempotency-Replayed").equals("true")) {
      say("Repeated: this is the operation of the first request with this key.");
    }
    if (goal == null) {
      printer().one(answer, OperationView.OPERATIONS);
      return accepted(operation);
    }
    var watch = new Watch(options(), api.documents(), id);
    Answer then;
    try (var _ = Interruption.says(watch::interrupted)) {
      // Whoever reads this line may interrupt from now on.
      say("Operation: " + id);
      then = watch.until(goal, answer, timeout);
    }
    printer().one(then, OperationView.OPERATIONS);
    return watch.exit(goal, Printer.json(then));
  }

  private Answer submitted(Countersign api, Submission submission) {
    try (var _ =
        Interruption.says(() ->
            say(
                "Interrupted. It may have been accepted: repeat it with --idempotency-key "
                    + submission.idempotencyKey()))) {
      return api.documents().submit(submission);
    }
  }

  /** An operation that has ended already was asked for before, under this key. */
  private ExitCode accepted(JsonNode operation) {
    if (Status.of(operation.path("status").asText()).ended()) {
      return ExitCode.of(operation);
    }
    var id = operation.path("operation_id").asText();
    if (operation.path("status").asText().equals("approval-required")) {
      say("Waits for the approval of other people: " + command() + " approve " + id);
    }
    say("Follow it: " + command() + " watch " + id);
    return ExitCode.DONE;
  }
}
