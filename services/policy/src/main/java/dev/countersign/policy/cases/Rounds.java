package dev.countersign.policy.cases;

import dev.countersign.policy.PolicyConfig;
import dev.countersign.policy.settings.Announcements;
import dev.countersign.policy.settings.RulebookInForce;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Looks, now and then, at what no event tells: the settings file, and the clock. */
@ApplicationScoped
class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final PolicyConfig config;
  private final RulebookInForce rulebook;
  private final Announcements announcements;
  private final RuleChanges changes;
  private final UndecidedCases undecided;
  private final Pruning pruning;
  private final OpenReviews reviews;
  private final AtomicBoolean underway = new AtomicBoolean();
  private volatile long timer;

  @Inject
  Rounds(
      Vertx vertx,
      PolicyConfig config,
      RulebookInForce rulebook,
      Announcements announcements,
      RuleChanges changes,
      UndecidedCases undecided,
      Pruning pruning,
      OpenReviews reviews) {
    this.vertx = vertx;
    this.config = config;
    this.rulebook = rulebook;
    this.announcements = announcements;
    this.changes = changes;
    this.undecided = undecided;
    this.pruning = pruning;
    this.reviews = reviews;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.lookInterval().toMillis(), _ -> round());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private void round() {
    rulebook.refreshed();
    if (underway.compareAndSet(false, true)) {
      announcements
          .publish()
          .chain(changes::sweep)
          .chain(undecided::sweep)
          .chain(pruning::sweep)
          .chain(reviews::sweep)
          // A database that vanished without a word must not be the end of all rounds.
          .ifNoItem()
          .after(LONGEST)
          .fail()
          .onTermination()
          .invoke(() -> underway.set(false))
          .subscribe()
          .with(_ -> {}, fault -> LOG.warnf("a round failed, the next one tries again: %s", fault));
    }
  }
}
