package dev.countersign.executor.sweep;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.sweep.Sweeper.Swept;
import dev.countersign.provider.Target;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The looks at one service of one account in one region. On the loop only. */
final class Sweep {
  // A slow round must not hold up an operation that has just been called; more would not be shared.
  private static final int ROUNDS_AT_ONCE = 2;

  private final Swept swept;
  private final Cloud cloud;
  private final Loop loop;
  private final Rhythm rhythm;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due, (a, b) -> Long.signum(a - b)));
  private int rounds;
  private int underWay;
  private boolean waking;
  private long wakesAt;

  private record Waiting(Watch watch, long due, long earliest) {}

  Sweep(Swept swept, Cloud cloud, Loop loop) {
    this.swept = swept;
    this.cloud = cloud;
    this.loop = loop;
    this.rhythm = new Rhythm(calls -> cloud.timeFor(swept.place(), calls), loop.nanos());
  }

  CompletableFuture<Sight> look(Target target, Duration in) {
    var now = loop.nanos();
    var watch = new Watch(target, new CompletableFuture<>());
    waiting.add(new Waiting(watch, now + in.toNanos(), now + in.toNanos() / 2));
    turn();
    return watch.sight();
  }

  /** Begins a round when somebody's time has come, or sees to it that it is begun then. */
  private void turn() {
    var first = waiting.peek();
    if (first == null || rounds >= ROUNDS_AT_ONCE) {
      return;
    }
    var now = loop.nanos();
    var next = rhythm.notBefore(first.due(), waiting.size() + underWay);
    if (next - now > 0) {
      wakeAt(next, now);
      return;
    }
    var round =
        waiting.stream().filter(one -> one.earliest() - now <= 0).map(Waiting::watch).toList();
    if (!round.isEmpty()) {
      waiting.removeIf(one -> one.earliest() - now <= 0);
      rounds++;
      underWay += round.size();
      rhythm.begins(now, round.size());
      round(round);
    }
  }

  private void wakeAt(long due, long now) {
    if (!waking || wakesAt - due > 0) {
      waking = true;
      wakesAt = due;
      loop.after(Duration.ofNanos(due - now), () -> woken(due));
    }
  }

  private void woken(long due) {
    if (due == wakesAt) {
      waking = false;
    }
    turn();
  }

  private void round(List<Watch> round) {
    try {
      cloud
          .look(swept.service(), swept.place(), round)
          .whenComplete((done, fault) -> loop.execute(() -> over(round, fault)));
    } catch (RuntimeException e) {
      // A round that is never over would leave nobody here looked at again.
      over(round, e);
    }
  }

  /** Whoever has not been told anything by now never would be. */
  private void over(List<Watch> round, @Nullable Throwable fault) {
    rounds--;
    underWay -= round.size();
    var untold = fault == null ? new IllegalStateException("a look without a sight") : fault;
    round.forEach(watch -> watch.sight().completeExceptionally(untold));
    turn();
  }
}
