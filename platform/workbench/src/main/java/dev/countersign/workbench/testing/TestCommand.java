package dev.countersign.workbench.testing;

import dev.countersign.policy.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy test}. */
@Command(
    name = "test",
    exitCodeOnExecutionException = 2,
    description =
        "Runs the tests (*.test.yaml) beside the rules of a folder. Exit codes: 0 all pass, 1 one"
            + " fails, 2 rules or tests cannot be read.")
public final class TestCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int NOT_READ = 2;

  @Parameters(paramLabel = "DIR", description = "The folder with the rules and their tests.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var streams = command.commandLine();
    try {
      if (!Files.isDirectory(folder)) {
        throw new TestsNotRead(folder + " is no folder");
      }
      var suite = Suite.run(folder, Clock.systemUTC().instant());
      var report = new Report(suite);
      streams.getOut().println((json ? report.json() : report.text()).stripTrailing());
      return suite.failed() == 0 ? 0 : FAILED;
    } catch (SettingsRefused | TestsNotRead e) {
      streams.getErr().println(e.getMessage());
      return NOT_READ;
    }
  }
}
