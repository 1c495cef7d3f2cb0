package dev.countersign.cli.approvals;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.client.Countersign;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code approve}. */
@Command(name = "approve", description = "Agrees to an operation, as it is now.")
public final class ApproveCommand extends VoteCommand {
  @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
  private @Nullable String comment;

  @Override
  protected ExitCode run(Countersign api) {
    var vote = new Ballot(api.documents(), id()).vote("approve", comment);
    return counted(api.documents(), vote);
  }
}
