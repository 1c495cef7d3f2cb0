package dev.countersign.cli.approvals;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.client.Countersign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reject}. */
@Command(name = "reject", description = "Refuses an operation; it ends.")
public final class RejectCommand extends VoteCommand {
  @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
  private String comment = "";

  @Override
  protected ExitCode run(Countersign api) {
    var vote = new Ballot(api.documents(), id()).vote("reject", comment);
    return counted(api.documents(), vote);
  }
}
