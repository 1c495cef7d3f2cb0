package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import dev.countersign.client.Status;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}. */
@Command(
    name = "cancel",
    description =
        "Asks for an operation to be cancelled, and shows what came of it. Once RDS has been called,"
            + " nothing can be stopped any more.")
public final class CancelCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long the answer is waited for (default: 15s).")
  private Duration timeout = Duration.ofSeconds(15);

  @Override
  protected ExitCode run(Countersign api) {
    var body = Printer.document(reason == null ? Map.of() : Map.of("reason", reason));
    var asked = api.documents().post(Documents.path(Paths.CANCEL, id), body);
    var answer =
        new Waiting(api.documents(), _ -> {}).until(CancelCommand::answered, asked, timeout);
    printer().one(answer, OperationView.OPERATIONS);
    return exit(Printer.json(answer));
  }

  private static boolean answered(JsonNode operation) {
    var cancel = operation.path("cancel");
    return cancel.hasNonNull("effect")
        || cancel.hasNonNull("refused")
        || Status.of(operation.path("status").asText()).ended();
  }

  private ExitCode exit(JsonNode operation) {
    var cancel = operation.path("cancel");
    if (cancel.hasNonNull("refused") || cancel.path("effect").asText().equals("too-late")) {
      say(
          cancel.hasNonNull("refused")
              ? "Not cancelled: " + cancel.path("refused").asText()
              : "Too late: RDS has been called.");
      return ExitCode.REFUSED;
    }
    if (!answered(operation)) {
      say("The wish is on record; what comes of it, get " + id + " shows.");
    }
    return ExitCode.DONE;
  }
}
