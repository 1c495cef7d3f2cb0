package dev.countersign.chaos.relaying;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chaos.simulated.ForAllSeeds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final Duration ENOUGH = Duration.ofSeconds(60);

  /** The steps are what ends it: the seed that shows a mistake is the same on a slow machine. */
  private static final Duration HOWEVER_LONG = Duration.ofMinutes(15);

  @Test
  void whateverGoesWrongEverythingIsPublishedInItsOrder() {
    var outcome = ForAllSeeds.from(1, seed -> Simulation.run(seed, Plant.NOTHING), 250_000, ENOUGH);
    outcome
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
    var outcome = ForAllSeeds.from(1, seed -> Simulation.run(seed, plant), 2_000_000, HOWEVER_LONG);
    assertTrue(outcome.broken().isPresent(), () -> plant + " goes unnoticed: " + outcome);
  }

  @Test
  void ofARelayThatIsStuckForGoodItsLivenessSaysSo() {
    var outcome =
        ForAllSeeds.from(
            1,
            seed -> Simulation.run(seed, Plant.FAILURE_UNSEEN_IN_A_CROWD),
            2_000_000,
            HOWEVER_LONG);
    var words = outcome.broken().orElseThrow().violations();
    assertTrue(
        words.stream().anyMatch(one -> one.contains("its liveness says so")), words::toString);
  }
}
