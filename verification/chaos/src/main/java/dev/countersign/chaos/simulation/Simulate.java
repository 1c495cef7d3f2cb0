package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import dev.countersign.chaos.simulated.Simulating;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;

/** The long run. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "The executor's shell in simulated time: seed after seed, everything goes wrong.")
public final class Simulate extends Simulating<Plant> {
  public Simulate() {
    super(Plant.class);
  }

  @Override
  protected LongFunction<Result> with(Plant plant) {
    return seed -> Simulation.run(seed, plant);
  }
}
