package dev.countersign.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @Test
  void whateverGoesWrongNoPromiseIsBroken() {
    var outcome = ForAllSeeds.from(1, Plant.NOTHING, 150_000, ENOUGH);
    outcome
        .broken()
        .ifPresent(broken -> {
          throw new AssertionError(
              "seed "
                  + broken.seed()
                  + " breaks a promise: "
                  + broken.violations()
                  + "\n"
                  + String.join("\n", broken.trace()));
        });
  }

  @Test
  void aSeedTellsTheSameStoryTwice() {
    assertEquals(Simulation.run(7, Plant.NOTHING), Simulation.run(7, Plant.NOTHING));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void eachPlantedMistakeIsNoticed(Plant plant) {
    var outcome = ForAllSeeds.from(1, plant, 1_000_000, ENOUGH);
    assertTrue(outcome.broken().isPresent(), () -> plant + " goes unnoticed: " + outcome);
  }
}
