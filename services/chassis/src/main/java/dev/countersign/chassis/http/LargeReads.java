package dev.countersign.chassis.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Large answers take turns: so many are in memory at once, some more wait for a moment, and one
 * more is told to come back. A turn lasts until the answer is with the client <em>and</em> the
 * database has done with its question: a question that nobody waits for any more still costs.
 */
public final class LargeReads {
  /** A client that takes longer for an answer keeps others from theirs, and is cut off. */
  private static final Duration SLOWEST_CLIENT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Turns turns;
  private final Duration wait;
  private final Duration patience;

  /**
   * @param most how many have their turn at once; fewer than the pool has connections
   * @param waiting how many more wait
   * @param wait how long each of them waits
   * @param patience how long the database may take, once it is asked
   */
  public LargeReads(Vertx vertx, int most, int waiting, Duration wait, Duration patience) {
    this.vertx = vertx;
    this.turns = new Turns(most, waiting);
    this.wait = wait;
    this.patience = patience;
  }

  /** The answer, when it is its turn. The database's time begins then, and not before. */
  public <T> Uni<T> inTurn(RoutingContext asked, Supplier<Uni<? extends T>> question) {
    return turn()
        .chain(() -> {
          var turn = new Turn(asked);
          return Uni.createFrom()
              .deferred(question)
              .onTermination()
              .invoke(turn.question::end)
              // Goes on to its end when nobody waits for it any more, and keeps its turn.
              .memoize()
              .indefinitely()
              .ifNoItem()
              .after(patience)
              .fail()
              .onCancellation()
              .invoke(turn.client::end);
        });
  }

  private Uni<Void> turn() {
    return Uni.createFrom()
        .emitter(emitter -> {
          var context = vertx.getOrCreateContext();
          var gone = new AtomicBoolean();
          Runnable begin =
              () ->
                  context.runOnContext(_ -> {
                    if (gone.get()) {
                      turns.end();
                    } else {
                      emitter.complete(null);
                    }
                  });
          emitter.onTermination(() -> {
            gone.set(true);
            turns.giveUp(begin);
          });
          if (!turns.take(begin)) {
            emitter.fail(full());
            return;
          }
          vertx.setTimer(
              wait.toMillis(),
              _ -> {
                if (turns.giveUp(begin)) {
                  emitter.fail(full());
                }
              });
        });
  }

  private static ProblemFound full() {
    return Problem.of(ProblemType.TOO_MANY_READS, "Many large answers are being made right now.")
        .nextStep("Ask again in a moment, one page after the other, or for fewer entries at once.")
        .retryAfter(1)
        .found();
  }

  /** One of them, which is over when the database has answered and the client has read. */
  private final class Turn {
    private final AtomicInteger left = new AtomicInteger(2);
    private final Part question = new Part();
    private final Part client = new Part();

    Turn(RoutingContext asked) {
      // A database that is gone without a word keeps no turn for ever.
      vertx.setTimer(patience.multipliedBy(10).toMillis(), _ -> question.end());
      var slow =
          vertx.setTimer(
              patience.plus(SLOWEST_CLIENT).toMillis(),
              _ -> {
                asked.request().connection().close();
                client.end();
              });
      asked.addEndHandler(_ -> {
        vertx.cancelTimer(slow);
        client.end();
      });
      if (asked.response().ended() || asked.response().closed()) {
        vertx.cancelTimer(slow);
        client.end();
      }
    }

    private final class Part {
      private final AtomicBoolean over = new AtomicBoolean();

      void end() {
        if (over.compareAndSet(false, true) && left.decrementAndGet() == 0) {
          turns.end();
        }
      }
    }
  }
}
