package dev.countersign.cli.operations;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Answer;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wait}. */
@Command(
    name = "wait",
    description =
        "Waits for an operation and shows it. The exit code says what came of it, as of request"
            + " --wait.")
public final class WaitCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(
      names = "--for",
      paramLabel = "GOAL",
      description = "Until it is: ${COMPLETION-CANDIDATES} (default: ended).")
  private Goal goal = Goal.ENDED;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long (default: 20m). The operation goes on.")
  private Duration timeout = Duration.ofMinutes(20);

  @Override
  protected ExitCode run(Countersign api) {
    var shown = api.documents().get(Documents.path(Paths.OPERATION, id));
    var watch = new Watch(options(), api.documents(), id);
    Answer then;
    try (var _ = Interruption.says(watch::interrupted)) {
      then = watch.until(goal, shown, timeout);
    }
    printer().one(then, OperationView.OPERATIONS);
    return watch.exit(goal, Printer.json(then));
  }
}
