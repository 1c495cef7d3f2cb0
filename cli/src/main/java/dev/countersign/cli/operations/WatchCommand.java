package dev.countersign.cli.operations;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch}. */
@Command(
    name = "watch",
    description = {
      "Shows what happened to an operation, and what happens, line by line until it has ended.",
      "The exit code says what came of it. Ctrl-C ends the watching, not the operation."
    })
public final class WatchCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(
      names = "--after",
      paramLabel = "N",
      description =
          "Leave out the first N events: the position of the last one that you have seen.")
  private long after;

  @Override
  protected ExitCode run(Countersign api) {
    var printer = printer();
    var watch = new Watch(options(), api.documents(), id);
    try (var _ = Interruption.says(watch::interrupted);
        var events = api.documents().follow(id, after)) {
      events.forEach(event -> printer.row(event, HistoryView.VIEW));
    }
    var ended = Printer.json(api.documents().get(Documents.path(Paths.OPERATION, id)));
    return ExitCode.of(ended);
  }
}
