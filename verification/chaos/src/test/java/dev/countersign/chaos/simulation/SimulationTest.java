package dev.countersign.chaos.simulation;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chaos.simulated.ForAllSeeds;
import dev.countersign.chaos.simulated.ForAllSeeds.Outcome;
import dev.countersign.chaos.simulated.ForAllSeeds.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final Duration ENOUGH = Duration.ofSeconds(120);

  /** The steps are what ends it: the seed that shows a mistake is the same on a slow machine. */
  private static final Duration HOWEVER_LONG = Duration.ofMinutes(15);

  /** Which violation an invariant has to tell that is there because of this plant. */
  private static final Map<Plant, String> MEANT =
      Map.ofEntries(
          entry(Plant.INTENT_AFTER_CALL, "without an intent"),
          entry(Plant.LATE_IS_STORED, "without an intent"),
          entry(Plant.EXPIRY_IGNORED, "unapproved"),
          entry(Plant.ANOTHER_ARGUMENT, "unapproved"),
          entry(Plant.ANOTHER_INSTANCE, "unapproved"),
          entry(Plant.ANOTHER_MEMBER, "unapproved: FailoverDBCluster"),
          entry(Plant.FAILOVER_RESENT, "doubled"),
          entry(Plant.MEMBERSHIP_ASSUMED, "at the same time"),
          entry(Plant.EVENT_DROPPED, "events are missing"),
          entry(Plant.WAITS_FOR_EVER, "never ends"),
          entry(Plant.EVENTS_UNREAD, "not established in peace"),
          entry(Plant.FAILOVERS_UNREAD, "not established in peace: FailoverDBCluster"),
          entry(Plant.ANY_MEMBER_WILL_DO, "false success: FailoverDBCluster"),
          entry(Plant.SILENCE_IS_SUCCESS, "false success"),
          entry(Plant.DOUBT_IS_THE_END, "at the same time"));

  @Test
  void whateverGoesWrongNoPromiseIsBroken() {
    // `./countersign chaos simulate` goes on for longer.
    run(Plant.NOTHING, 1_000_000, ENOUGH)
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
    var outcome = run(plant, 10_000_000, HOWEVER_LONG);
    var violations = outcome.broken().map(Result::violations).orElse(List.of());
    assertTrue(
        violations.stream().anyMatch(each -> each.startsWith(MEANT.getOrDefault(plant, ""))),
        () -> plant + " is not noticed as it is meant to be: " + outcome);
  }

  private static Outcome run(Plant plant, long steps, Duration enough) {
    return ForAllSeeds.from(1, seed -> Simulation.run(seed, plant), steps, enough);
  }
}
