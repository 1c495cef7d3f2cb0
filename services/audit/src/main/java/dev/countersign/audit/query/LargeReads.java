package dev.countersign.audit.query;

import dev.countersign.audit.edge.TooManyReads;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Large answers take turns, so that however many ask, what writes the ledger in the same process
 * has the memory that it needs. A turn lasts until the answer is with whoever asked.
 */
@Singleton
class LargeReads {
  private static final int WAITING = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Whoever takes longer for an answer keeps others from theirs, and is cut off. */
  private static final Duration SLOWEST_CLIENT = Duration.ofSeconds(30);

  /** Of about 1 MiB each. */
  private final Turns pages = new Turns(4, WAITING);

  /** Of up to 16 MiB each. */
  private final Turns bundles = new Turns(1, WAITING);

  private final Vertx vertx;
  private final CurrentVertxRequest request;

  @Inject
  LargeReads(Vertx vertx, CurrentVertxRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  /** A page of entries, or what is kept beside an entry. */
  <T> Uni<T> page(Supplier<Uni<T>> read) {
    return inTurn(pages, read);
  }

  /** A tile's worth of entries. */
  <T> Uni<T> bundle(Supplier<Uni<T>> read) {
    return inTurn(bundles, read);
  }

  private <T> Uni<T> inTurn(Turns turns, Supplier<Uni<T>> read) {
    var asked = request.getCurrent();
    return turn(turns)
        .chain(() -> {
          endsWith(asked, turns);
          return read.get();
        });
  }

  private Uni<Void> turn(Turns turns) {
    return Uni.createFrom()
        .emitter(emitter -> {
          var context = vertx.getOrCreateContext();
          Runnable begin = () -> context.runOnContext(_ -> emitter.complete(null));
          if (!turns.take(begin)) {
            emitter.fail(new TooManyReads());
            return;
          }
          vertx.setTimer(
              PATIENCE.toMillis(),
              _ -> {
                if (turns.giveUp(begin)) {
                  emitter.fail(new TooManyReads());
                }
              });
        });
  }

  private void endsWith(RoutingContext asked, Turns turns) {
    var over = new AtomicBoolean();
    var slow =
        vertx.setTimer(
            SLOWEST_CLIENT.toMillis(),
            _ -> {
              if (over.compareAndSet(false, true)) {
                asked.request().connection().close();
                turns.end();
              }
            });
    asked.addEndHandler(_ -> {
      if (over.compareAndSet(false, true)) {
        vertx.cancelTimer(slow);
        turns.end();
      }
    });
  }
}
