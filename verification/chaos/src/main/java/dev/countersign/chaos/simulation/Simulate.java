package dev.countersign.chaos.simulation;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The long run. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "The executor's core in simulated time: seed after seed, everything goes wrong.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class Simulate implements Callable<Integer> {
  @Option(names = "--seed", defaultValue = "1", description = "The first seed.")
  long seed;

  @Option(names = "--steps", defaultValue = "1000000", description = "Enough steps.")
  long steps;

  @Option(names = "--minutes", defaultValue = "10", description = "Enough time.")
  long minutes;

  @Option(names = "--plant", defaultValue = "nothing", description = "A mistake to be noticed.")
  String plant;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var chosen =
        Arrays.stream(Plant.values())
            .filter(each -> each.wireName().equals(plant))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such plant: " + plant));
    var outcome = ForAllSeeds.from(seed, chosen, steps, Duration.ofMinutes(minutes));
    out.printf("%d seeds, %d steps%n", outcome.seeds(), outcome.steps());
    if (outcome.broken().isEmpty()) {
      out.println("No promise was broken.");
      return 0;
    }
    var broken = outcome.broken().get();
    broken.trace().forEach(out::println);
    out.println("Broken with seed " + broken.seed() + ":");
    broken.violations().forEach(out::println);
    return 1;
  }
}
