package dev.countersign.workbench;

import dev.countersign.workbench.replay.ReplayCommand;
import dev.countersign.workbench.testing.TestCommand;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code ./countersign policy}. */
@Command(
    name = "policy",
    subcommands = {TestCommand.class, ReplayCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Tries rules before they are in force. Nothing anywhere is changed.")
public final class Main {
  private static final int NOT_DONE = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private Main() {}

  public static void main(String... arguments) {
    System.exit(exitCode(arguments));
  }

  /** Whatever goes wrong, it is told from a test that failed and a decision that differs. */
  private static int exitCode(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (Error broken) {
      System.err.println("cannot go on: " + broken);
      return NOT_DONE;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setUsageHelpAutoWidth(true);
  }

  private static int explain(Exception failed, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failed instanceof IOException) {
      command.getErr().println("cannot read " + failed.getMessage());
      return NOT_DONE;
    }
    throw failed;
  }
}
