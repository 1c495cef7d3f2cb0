package dev.countersign.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chaos.simulated.ForAllSeeds;
import dev.countersign.chaos.simulated.ForAllSeeds.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final Duration ENOUGH = Duration.ofSeconds(120);

  @Test
  void whateverGoesWrongNoPromiseIsBroken() {
    run(Plant.NOTHING, 1_000_000)
        .broken()
        .ifPresent(broken -> {
          throw new AssertionError(broken.toString());
        });
  }

  @Test
  void aSeedTellsTheSameStoryTwice() {
    assertEquals(Simulation.run(7, Plant.NOTHING), Simulation.run(7, Plant.NOTHING));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void eachPlantedMistakeIsNoticed(Plant plant) {
    var outcome = run(plant, 10_000_000);
    assertTrue(outcome.broken().isPresent(), () -> plant + " goes unnoticed: " + outcome);
  }

  private static Outcome run(Plant plant, long steps) {
    return ForAllSeeds.from(1, seed -> Simulation.run(seed, plant), steps, ENOUGH);
  }
}
