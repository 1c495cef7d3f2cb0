package dev.countersign.cli.approvals;

import dev.countersign.cli.operations.OperationView;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reviews}. */
@Command(name = "reviews", description = "Shows operations that used a break-glass, newest first.")
public final class ReviewsCommand extends ListCommand {
  @Option(
      names = "--state",
      paramLabel = "open|closed|all",
      description = "Of the review (default: open).")
  private String state = "open";

  @Override
  protected ExitCode run(Countersign api) {
    return list(api, asked(Paths.REVIEWS, Map.of("state", state)), OperationView.REVIEWS);
  }
}
