package dev.countersign.cli.approvals;

import dev.countersign.cli.operations.OperationView;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code review}. */
@Command(name = "review", description = "Closes the review of somebody else's break-glass.")
public final class ReviewCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(
      names = "--comment",
      required = true,
      paramLabel = "TEXT",
      description = "What you found.")
  private String comment = "";

  @Override
  protected ExitCode run(Countersign api) {
    var body = Printer.document(Map.of("comment", comment));
    var path = Documents.path(Paths.REVIEW, id);
    printer().one(api.documents().post(path, body), OperationView.OPERATIONS);
    say("The review is stored. Policy decides whether you may: see break_glass in get " + id + ".");
    return ExitCode.DONE;
  }
}
