package dev.countersign.chaos.simulated;

import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The way to the database and back, on which everything can be lost. */
public final class Wire {
  private final Timeline timeline;
  private final Chance chance;
  private final double losses;
  private boolean down;

  /**
   * @param losses how probably a statement is lost, or its answer
   */
  public Wire(Timeline timeline, Chance chance, double losses) {
    this.timeline = timeline;
    this.chance = chance;
    this.losses = losses;
  }

  /** Whether the database answers nobody. */
  public void down(boolean down) {
    this.down = down;
  }

  /** A statement and its answer, of which both, one or none may arrive. */
  public <T> CompletionStage<T> ask(SimulatedLoop process, Supplier<T> statement) {
    var answer = new CompletableFuture<T>();
    if (chance.strikes(losses)) {
      return answer; // Lost on the way there, and nobody says so.
    }
    timeline.in(
        chance.latency(),
        () -> {
          if (down) {
            fail(process, answer, new ConnectException("nobody there"));
            return;
          }
          try {
            var result = statement.get();
            if (!chance.strikes(losses)) {
              var refused = chance.strikes(0.01);
              timeline.in(
                  chance.latency(),
                  () -> {
                    if (refused) {
                      fail(process, answer, new ConnectException("gone before its answer"));
                    } else {
                      process.beside(() -> answer.complete(result));
                    }
                  });
            }
          } catch (RuntimeException e) {
            fail(process, answer, e);
          }
        });
    return answer;
  }

  private static void fail(SimulatedLoop process, CompletableFuture<?> answer, Exception fault) {
    process.beside(() -> answer.completeExceptionally(fault));
  }

  /** Arrives, sooner or later. */
  public void send(Runnable statement) {
    timeline.in(chance.latency(), statement);
  }

  /** A statement without a result. */
  public CompletionStage<Void> tell(SimulatedLoop process, Runnable statement) {
    return ask(
            process,
            () -> {
              statement.run();
              return true;
            })
        .thenAccept(_ -> {});
  }

  /** A word from the database, which may be lost. */
  public void notice(SimulatedLoop process, Runnable word) {
    if (!chance.strikes(0.2)) {
      timeline.in(chance.latency(), () -> process.beside(word));
    }
  }
}
