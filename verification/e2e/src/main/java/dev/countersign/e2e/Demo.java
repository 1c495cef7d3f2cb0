package dev.countersign.e2e;

import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.Platform;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign demo}. */
@Command(
    name = "demo",
    description =
        "Brings the platform up, tells the stories, verifies the ledger, and takes it down.",
    mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
  @Option(
      names = "--json",
      description = "Print one JSON object at the end; the telling goes to standard error.")
  private boolean json;

  @Option(
      names = "--data",
      description =
          "Keep the platform's data in this folder. Default: a new one, deleted at the end.")
  private @Nullable Path data;

  @Option(names = "--port", description = "The gateway's port. Default: a free one.")
  private int port;

  @Option(
      names = "--speed",
      description = "How much faster than real RDS the simulator runs. Default: ${DEFAULT-VALUE}.")
  private double speed = 60;

  @Option(
      names = "--launcher",
      description =
          "What brings the platform up, for example deploy/compose/launcher.sh. Default: countersign.")
  private @Nullable Path launcher;

  /** Exits with 0 only if every story went as told. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var folder = data == null ? Files.createTempDirectory("countersign-demo-") : data;
    var out = json ? System.err : System.out;
    try {
      var platform = launcher == null ? Platform.in(folder) : new Platform(launcher, folder);
      var outcomes = new Stage(platform, out).play(port, speed);
      var failed = outcomes.stream().filter(outcome -> !outcome.ok()).toList();
      if (json) {
        System.out.println(Json.text(Map.of("ok", failed.isEmpty(), "stories", outcomes)));
      } else {
        summary(out, outcomes.size(), failed.size());
      }
      return failed.isEmpty() ? 0 : 1;
    } finally {
      if (data == null) {
        Platform.delete(folder);
      }
    }
  }

  private static void summary(PrintStream out, int told, int failed) {
    out.println(
        failed == 0
            ? "All " + told + " stories went as told."
            : failed + " of " + told + " stories went another way.");
  }
}
