package dev.countersign.chaos.relaying;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The long run. */
@Command(
    name = "simulate-relay",
    mixinStandardHelpOptions = true,
    description = "The relay in simulated time: seed after seed, everything goes wrong.")
@SuppressWarnings("NullAway.Init") // picocli sets the options
public final class SimulateRelay implements Callable<Integer> {
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
    var outcome = ForAllSeeds.from(seed, chosen(), steps, Duration.ofMinutes(minutes));
    out.printf("%d seeds, %d steps%n", outcome.seeds(), outcome.steps());
    if (outcome.broken().isEmpty()) {
      out.println("Nothing went wrong.");
      return 0;
    }
    var broken = outcome.broken().get();
    broken.trace().forEach(out::println);
    out.println("Broken with seed " + broken.seed() + ":");
    broken.violations().forEach(out::println);
    return 1;
  }

  private Plant chosen() {
    return Arrays.stream(Plant.values())
        .filter(each -> each.wireName().equals(plant))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "There is no plant "
                    + plant
                    + ". There are: "
                    + Arrays.stream(Plant.values())
                        .map(Plant::wireName)
                        .collect(Collectors.joining(", "))));
  }
}
