package dev.countersign.cli.operations;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code get}. */
@Command(name = "get", description = "Shows an operation.")
public final class GetCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Override
  protected ExitCode run(Countersign api) {
    printer()
        .one(api.documents().get(Documents.path(Paths.OPERATION, id)), OperationView.OPERATIONS);
    return ExitCode.DONE;
  }
}
