package dev.countersign.chaos;

import dev.countersign.chaos.plant.PlantedBug;
import dev.countersign.chaos.relaying.SimulateRelay;
import dev.countersign.chaos.simulation.Simulate;
import dev.countersign.e2e.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
  private static final double WITH_A_PLANT = 0.15;

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

  @Option(
      names = "--tail-losses",
      description =
          "How often the broker dies and has lost what it had acknowledged in the last seconds."
              + " Default: ${DEFAULT-VALUE}, or what the plant needs.")
  private int tailLosses;

  @Option(names = "--plant", description = "A mistake to plant; the exit code must not be 0 then.")
  private @Nullable String plant;

  @Option(names = "--list-plants", description = "Names the mistakes that can be planted.")
  private boolean listPlants;

  /** Exits with 0 only if every promise was kept. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (listPlants) {
      for (var each : PlantedBug.values()) {
        System.out.printf("%-18s %s%n", each.wireName(), each.words());
      }
      return 0;
    }
    if (plant != null && PlantedBug.of(plant).isEmpty()) {
      System.err.println("There is no plant " + plant + "; --list-plants names them.");
      return 2;
    }
    var home = Path.of(System.getProperty("countersign.home", "."));
    var folder = data == null ? Files.createTempDirectory("countersign-chaos-") : data;
    var out = json ? System.err : System.out;
    var verdict =
        new Ordeal(home, folder, speed, agent(home), plant != null, tails(), zombies(), out)
            .run(operations, kills, seed);
    if (json) {
      System.out.println(Api.JSON.writeValueAsString(verdict));
    } else {
      out.println(verdict);
    }
    if (data == null && verdict.ok()) {
      delete(folder);
    } else {
      out.println("The data and the logs are in " + folder);
    }
    return verdict.ok() ? 0 : 1;
  }

  private int tails() {
    var needed = plant == null ? 0 : PlantedBug.of(plant).map(PlantedBug::tailsLost).orElse(0);
    return Math.max(tailLosses, needed);
  }

  private int zombies() {
    return plant == null ? 0 : PlantedBug.of(plant).map(PlantedBug::zombies).orElse(0);
  }

  private String agent(Path home) {
    var jar = home.toAbsolutePath().resolve("verification/chaos/target/app/chaos-agent.jar");
    // Some mistakes only matter when it dies at the wrong moment, others when it comes back.
    var probability =
        plant == null || zombies() > 0 ? crashPoints : Math.max(crashPoints, WITH_A_PLANT);
    return "-javaagent:" + jar + '=' + probability + (plant == null ? "" : ',' + plant);
  }

  private static void delete(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
