package dev.countersign.gateway.edge;

import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Large answers take turns: so many are in memory at once, some more wait for a moment, and one
 * more is told to come back. A turn lasts until the answer is with the client.
 */
@ApplicationScoped
class HeavyReads {
  private static final int WAITING_FOR_EACH = 8;

  /** A client that takes longer for a page keeps others from theirs, and is cut off. */
  private static final Duration SLOWEST_CLIENT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final int most;
  private final Duration patience;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int underway;

  @Inject
  HeavyReads(Vertx vertx, GatewaySettings settings) {
    this.vertx = vertx;
    this.most = settings.heavyReads();
    this.patience = settings.databaseTimeout();
  }

  /** The answer, when it is its turn. */
  Uni<Reply> inTurn(Answer answer, Supplier<Uni<Reply>> read) {
    return turn()
        .chain(admitted -> {
          if (!admitted) {
            return Uni.createFrom().item(full());
          }
          var over = new AtomicBoolean();
          var slow = vertx.setTimer(SLOWEST_CLIENT.toMillis(), _ -> answer.cutOff());
          answer.whenWritten(() -> {
            if (over.compareAndSet(false, true)) {
              vertx.cancelTimer(slow);
              leave();
            }
          });
          return read.get();
        });
  }

  private Uni<Boolean> turn() {
    return Uni.createFrom()
        .emitter(emitter -> {
          if (enter()) {
            emitter.complete(true);
            return;
          }
          var turn = new Turn(emitter, vertx.getOrCreateContext());
          if (!queue(turn)) {
            emitter.complete(false);
            return;
          }
          vertx.setTimer(
              patience.toMillis(),
              _ -> {
                if (giveUp(turn)) {
                  emitter.complete(false);
                }
              });
        });
  }

  private synchronized boolean enter() {
    if (underway >= most) {
      return false;
    }
    underway++;
    return true;
  }

  private synchronized boolean queue(Turn turn) {
    return waiting.size() < most * WAITING_FOR_EACH && waiting.add(turn);
  }

  private synchronized boolean giveUp(Turn turn) {
    return waiting.remove(turn);
  }

  private void leave() {
    var next = next();
    if (next != null) {
      next.context.runOnContext(_ -> next.emitter.complete(true));
    }
  }

  /** The turn goes to whoever waits, or is free again. */
  private synchronized @Nullable Turn next() {
    var next = waiting.poll();
    if (next == null) {
      underway--;
    }
    return next;
  }

  private static Reply full() {
    return Reply.problem(
            Problem.of(ProblemType.TOO_MANY_READS, "Many large answers are being made right now.")
                .nextStep("Ask again in a moment, for fewer entries at once."))
        .header("Retry-After", "1");
  }

  /** One that waits. */
  private record Turn(UniEmitter<? super Boolean> emitter, Context context) {}
}
