package dev.countersign.chaos.simulated;

import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The long run of a simulation.
 *
 * @param <P> the mistakes that can be planted in it
 */
@SuppressWarnings("NullAway.Init") // picocli sets the options
public abstract class Simulating<P extends Enum<P>> implements Callable<Integer> {
  @Option(names = "--seed", defaultValue = "1", description = "The first seed.")
  long seed;

  @Option(names = "--steps", defaultValue = "1000000", description = "Enough steps.")
  long steps;

  @Option(names = "--minutes", defaultValue = "10", description = "Enough time.")
  long minutes;

  @Option(names = "--plant", defaultValue = "nothing", description = "A mistake to be noticed.")
  String plant;

  @Spec CommandSpec spec;

  private final Class<P> plants;

  protected Simulating(Class<P> plants) {
    this.plants = plants;
  }

  /** The simulation with this mistake in it. */
  protected abstract LongFunction<Result> with(P plant);

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var outcome = ForAllSeeds.from(seed, with(chosen()), steps, Duration.ofMinutes(minutes));
    out.printf("%d seeds, %d steps%n", outcome.seeds(), outcome.steps());
    out.println(outcome.broken().map(Result::toString).orElse("No promise was broken."));
    return outcome.broken().isEmpty() ? 0 : 1;
  }

  private P chosen() {
    return Arrays.stream(plants.getEnumConstants())
        .filter(each -> wireName(each).equals(plant))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "There is no plant "
                    + plant
                    + ". There are: "
                    + Arrays.stream(plants.getEnumConstants())
                        .map(Simulating::wireName)
                        .collect(Collectors.joining(", "))));
  }

  /** For example {@code fence-skipped}. */
  private static String wireName(Enum<?> plant) {
    return plant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
