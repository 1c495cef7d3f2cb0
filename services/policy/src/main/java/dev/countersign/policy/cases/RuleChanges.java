package dev.countersign.policy.cases;

import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.settings.RulebookInForce;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Looks again at what has been decided when rules or freezes are not what they were: an approval
 * must not outlive the rules and the calendar that it was given by, and what waits need not wait
 * longer than it has to.
 *
 * <p>Not once but three times: a decision that was made by the old ones may be on its way into the
 * database, here or on another replica, while the first look is taken.
 */
@Singleton
class RuleChanges {
  private static final List<Duration> LOOKS =
      List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** The settings may just have been made shorter than they were when an approval was signed. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  private final RulebookInForce rulebook;
  private final UndecidedCases cases;
  private String version = "";
  private Freezes freezes = Freezes.NONE;
  private long since;
  private int looks = LOOKS.size();

  @Inject
  RuleChanges(RulebookInForce rulebook, UndecidedCases cases) {
    this.rulebook = rulebook;
    this.cases = cases;
  }

  /** Called in each round, one after the other. The first one after a start looks, too. */
  Uni<Void> sweep() {
    var book = rulebook.current();
    // A calendar that cannot be read for too long is another one, of the same version.
    if (!book.version().equals(version) || !book.freezes().equals(freezes)) {
      version = book.version();
      freezes = book.freezes();
      since = System.nanoTime();
      looks = 0;
    }
    if (looks == LOOKS.size() || System.nanoTime() - since < LOOKS.get(looks).toNanos()) {
      return Uni.createFrom().voidItem();
    }
    var validity = book.settings().decisionValidity();
    return cases
        .sweepDecided(version, validity.compareTo(SHORTEST) < 0 ? SHORTEST : validity)
        .invoke(() -> looks++);
  }
}
