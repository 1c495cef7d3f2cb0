package dev.countersign.cli;

import dev.countersign.cli.oidc.SignInFailed;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.output.Problems;
import dev.countersign.cli.session.Surroundings;
import dev.countersign.cli.session.Times;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code cs}, and {@code ./countersign cli}. */
public final class Main {
  private final Surroundings here;

  Main(Surroundings here) {
    this.here = here;
  }

  public static void main(String... arguments) {
    var here =
        new Surroundings(
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            System.getenv(),
            Boolean.getBoolean("countersign.terminal"),
            path("countersign.home"),
            path("countersign.data"),
            path("countersign.token"));
    System.exit(new Main(here).run(arguments));
  }

  /** Whatever the locale is, what is printed is UTF-8, as JSON is. */
  private static PrintStream stream(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8);
  }

  private static @Nullable Path path(String property) {
    var value = System.getProperty(property);
    return value == null ? null : Path.of(value);
  }

  int run(String... arguments) {
    // With a value it is written together; alone it stands for the usual one.
    var written =
        Stream.of(arguments).map(one -> one.equals("--wait") ? "--wait=ended" : one).toList();
    var problems = new Problems(here.err(), asksForJson(written));
    try {
      return commandLine(problems).execute(written.toArray(String[]::new));
    } finally {
      here.out().flush();
      here.err().flush();
    }
  }

  private CommandLine commandLine(Problems problems) {
    return new CommandLine(new Cs(here))
        .setCommandName(here.command())
        .registerConverter(Duration.class, new Times.Length())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(here.out(), true))
        .setErr(new PrintWriter(here.err(), true))
        .setColorScheme(Help.defaultColorScheme(here.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setParameterExceptionHandler((wrong, _) -> usage(problems, wrong))
        .setExecutionExceptionHandler((failed, _, _) -> explain(problems, failed));
  }

  private static int usage(Problems problems, ParameterException wrong) {
    var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    var alike =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.<String>of();
    var nextStep =
        (alike.isEmpty() ? "" : "Did you mean " + String.join(" or ", alike) + "? ")
            + "See "
            + command
            + " --help";
    problems.print(new Failure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), nextStep));
    return ExitCode.USAGE.code();
  }

  private static int explain(Problems problems, Exception failed) {
    if (failed instanceof ProblemException refused) {
      problems.print(refused);
      return ExitCode.of(refused).code();
    }
    var failure =
        switch (failed) {
          case Failure said -> said;
          case NotAnswered lost -> notAnswered(lost);
          case SignInFailed refused -> new Failure(ExitCode.NOT_ALLOWED, refused.message(), "");
          case IOException broken ->
              new Failure(ExitCode.UNEXPECTED, "Cannot use " + broken.getMessage(), "");
          default ->
              new Failure(
                  ExitCode.UNEXPECTED, failed.toString(), "This is a bug: please report it.");
        };
    problems.print(failure);
    return failure.exit().code();
  }

  private static Failure notAnswered(NotAnswered lost) {
    var cause = lost.getCause();
    return new Failure(
        ExitCode.TRANSIENT,
        "No answer (%s)."
            .formatted(cause == null ? lost.getMessage() : cause.getClass().getSimpleName()),
        "Is the URL right, and does it run? What was asked for may have arrived: look before you"
            + " repeat it. A request is repeated safely with the same --idempotency-key.");
  }

  /** Also where the command line cannot be read whole. */
  private static boolean asksForJson(List<String> arguments) {
    return Stream.of("json", "jsonl")
        .anyMatch(format ->
            arguments.contains("-o" + format)
                || arguments.contains("-o=" + format)
                || arguments.contains("--output=" + format)
                || arguments.stream()
                    .anyMatch(one ->
                        (one.equals("-o") || one.equals("--output"))
                            && arguments.indexOf(one) + 1 < arguments.size()
                            && arguments.get(arguments.indexOf(one) + 1).equals(format)));
  }
}
