package dev.countersign.chaos;

import dev.countersign.chaos.relaying.SimulateRelay;
import dev.countersign.chaos.simulation.Simulate;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    subcommands = {Simulate.class, SimulateRelay.class},
    description = "Kill, freeze and disturb the platform under load, then check the promises.")
public final class Chaos implements Callable<Integer> {
  @Option(names = "--operations", description = "How many. Default: ${DEFAULT-VALUE}.")
  private int operations = 100;

  @Option(names = "--kills", description = "How many kills and stops. Default: ${DEFAULT-VALUE}.")
  private int kills = 12;

  @Option(
      names = "--seed",
      description = "Decides what is done to whom. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--json",
      description = "Print one JSON object; the telling goes to standard error.")
  private boolean json;

  @Option(names = "--speed", description = "How much faster than RDS. Default: ${DEFAULT-VALUE}.")
  private double speed = 60;

  @Option(
      names = "--data",
      description = "Keep the data in this folder. Default: a new one, deleted when all is well.")
  private @Nullable Path data;

  @Option(
      names = "--crash-points",
      description =
          "How probably the executor dies right after an intent or a call. Default:"
              + " ${DEFAULT-VALUE}.")
  private double crashPoints = 0.03;

  /** Exits with 0 only if every promise was kept. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var folder = data == null ? Files.createTempDirectory("countersign-chaos-") : data;
    var out = json ? System.err : System.out;
    var verdict = new Ordeal(folder, speed, dying(), out).run(operations, kills, seed);
    if (json) {
      System.out.println(Json.text(verdict));
    } else {
      out.println(verdict);
    }
    if (data == null && verdict.ok()) {
      Platform.delete(folder);
    } else {
      out.println("The data and the logs are in " + folder);
    }
    return verdict.ok() ? 0 : 1;
  }

  private String dying() {
    var each = "=" + crashPoints;
    return "-Ddev.countersign.executor.crash-at=AFTER_INTENT" + each + ",AFTER_CALL" + each;
  }
}
