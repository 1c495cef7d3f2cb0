package dev.countersign.cli.approvals;

import dev.countersign.cli.operations.OperationView;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code approvals}. */
@Command(name = "approvals", description = "Shows what waits for approval, newest first.")
public final class ApprovalsCommand extends ListCommand {
  @Option(
      names = "--for",
      paramLabel = "me|open|mine",
      description =
          "me: what you may vote on and have not; mine: what you asked for; open: all (default: me).")
  private String whose = "me";

  @Override
  protected ExitCode run(Countersign api) {
    var path = asked(Paths.APPROVALS, Map.of("for", whose));
    return list(api, path, OperationView.APPROVALS);
  }
}
