package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import dev.countersign.chaos.simulated.Simulating;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;

/** The long run. */
@Command(
    name = "simulate-relay",
    mixinStandardHelpOptions = true,
    description = "The relay in simulated time: seed after seed, everything goes wrong.")
public final class SimulateRelay extends Simulating<Plant> {
  public SimulateRelay() {
    super(Plant.class);
  }

  @Override
  protected LongFunction<Result> with(Plant plant) {
    return seed -> Simulation.run(seed, plant);
  }
}
