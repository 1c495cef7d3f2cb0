package dev.countersign.cli.approvals;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.client.Countersign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code send-back}. */
@Command(
    name = "send-back",
    description = "Sends an operation back: not this one, but a changed one. It ends.")
public final class SendBackCommand extends VoteCommand {
  @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
  private String comment = "";

  @Override
  protected ExitCode run(Countersign api) {
    var vote = new Ballot(api.documents(), id()).vote("send-back", comment);
    return counted(api.documents(), vote);
  }
}
