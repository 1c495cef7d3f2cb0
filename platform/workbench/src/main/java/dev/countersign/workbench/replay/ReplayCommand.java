package dev.countersign.workbench.replay;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Settings;
import dev.countersign.policy.settings.RuleSet;
import dev.countersign.policy.settings.SettingsRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy replay}. */
@Command(
    name = "replay",
    exitCodeOnExecutionException = 2,
    description =
        "Tells which decisions of the past the rules of a folder would have made differently, and"
            + " why. Nothing is changed. Exit codes: 0 none, 1 some, 2 the rules or the ledger"
            + " cannot be read.")
public final class ReplayCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int NOT_READ = 2;
  private static final Pattern TIME = Pattern.compile("(\\d{1,5})([mhd])");
  private static final String TOKEN = "COUNTERSIGN_TOKEN";

  @Parameters(paramLabel = "DIR", description = "The folder with the rules.")
  private Path folder = Path.of("");

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "30d",
      description = "How far back, such as 90m, 12h or 30d (default: ${DEFAULT-VALUE}).")
  private String since = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the gateway is (default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with a bearer token (default: the variable " + TOKEN + ").")
  private @Nullable Path tokenFile;

  @Option(
      names = "--environment-gate",
      paramLabel = "open|closed",
      defaultValue = "open",
      description =
          "What ENABLE_PRODUCTION_OPERATIONS is taken to be, which is in no file (default:"
              + " ${DEFAULT-VALUE}).")
  private String gate = "";

  @Option(names = "--json", description = "Print the result as JSON.")
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
    var from = from(Clock.systemUTC().instant());
    var token = token();
    if (!gate.matches("open|closed")) {
      throw new ParameterException(streams, "--environment-gate is open or closed");
    }
    try (var api = new Countersign(Settings.of(url, () -> token))) {
      var rules = RuleSet.read(folder, from);
      var book = rules.book().withEnvironmentGate(gate.equals("open"));
      var report = new Report(rules, from);
      new Past(api.ledger(), from)
          .read(past -> report.add(Comparison.of(book, past)), report::pass);
      streams.getOut().println((json ? report.json() : report.text()).stripTrailing());
      return report.findsDifferences() ? DIFFERENT : 0;
    } catch (SettingsRefused | ProblemException | NotAnswered e) {
      streams.getErr().println(e.getMessage());
      return NOT_READ;
    }
  }

  private Instant from(Instant now) {
    var time = TIME.matcher(since);
    if (!time.matches()) {
      throw new ParameterException(
          command.commandLine(), "--since takes a number and a unit, such as 90m, 12h or 30d");
    }
    var number = Long.parseLong(time.group(1));
    return now.minus(
        switch (time.group(2).charAt(0)) {
          case 'm' -> Duration.ofMinutes(number);
          case 'h' -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  private String token() throws IOException {
    var token = tokenFile == null ? System.getenv(TOKEN) : Files.readString(tokenFile).strip();
    if (token == null || token.isBlank()) {
      throw new ParameterException(
          command.commandLine(),
          "a bearer token is needed, in " + TOKEN + " or in a file that --token-file names");
    }
    return token;
  }
}
