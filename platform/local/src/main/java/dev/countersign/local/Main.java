package dev.countersign.local;

import dev.countersign.embedded.ChildFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. What it cannot do it says in a sentence, without a stack trace. */
@Command(
    name = "countersign",
    subcommands = {Up.class, Status.class, Down.class, Logs.class, Token.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Governed self-service for Amazon RDS, on this machine.")
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(Main::explain)
            .setUsageHelpAutoWidth(true)
            .execute(arguments));
  }

  private static int explain(
      Exception failed, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
    var words =
        switch (failed) {
          case ChildFailed told -> String.valueOf(told.getMessage());
          case IOException told -> message(told);
          case UncheckedIOException told -> message(told);
          default -> throw failed;
        };
    // Whoever waits for a supervisor in the background tells its failure from its progress by this.
    boolean background = arguments.originalArgs().contains(Up.BACKGROUND);
    command.getErr().println((background ? Background.FAILED : "") + words);
    return 1;
  }

  /** The message of a file exception is a bare path. */
  private static String message(Exception told) {
    return told instanceof FileSystemException
        ? "cannot use " + told.getMessage() + " (" + told.getClass().getSimpleName() + ")"
        : String.valueOf(told.getMessage());
  }
}
