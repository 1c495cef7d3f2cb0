package dev.countersign.cli.approvals;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import picocli.CommandLine.Command;

/** {@code withdraw}. */
@Command(
    name = "withdraw",
    description = "Takes your own vote back, while the operation is undecided.")
public final class WithdrawCommand extends VoteCommand {
  @Override
  protected ExitCode run(Countersign api) {
    var documents = api.documents();
    return counted(documents, documents.delete(Documents.path(Paths.VOTES, id())));
  }
}
