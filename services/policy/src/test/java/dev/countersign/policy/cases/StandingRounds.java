package dev.countersign.policy.cases;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Has the rounds stand still, so that nothing goes on but what an event wakes. */
@ApplicationScoped
public class StandingRounds {
  private final Rounds rounds;

  @Inject
  StandingRounds(Rounds rounds) {
    this.rounds = rounds;
  }

  /** Until it is closed. */
  public Standing stand() {
    rounds.stop(new ShutdownEvent());
    return () -> rounds.start(new StartupEvent());
  }

  /** They stand still. */
  public interface Standing extends AutoCloseable {
    @Override
    void close();
  }
}
