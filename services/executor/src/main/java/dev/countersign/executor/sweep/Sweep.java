package dev.countersign.executor.sweep;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.sweep.Sweeper.Swept;
import dev.countersign.provider.Target;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The looks at one service of one account in one region. On the loop only. */
final class Sweep {
  // A slow round must not hold up an operation that has just been called; more would not be shared.
  private static final int ROUNDS_AT_ONCE = 2;
  // A round that is never answered must not be the last one here. Longer lists than this are not
  // waited for.
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int MOST_PAGES = 200;

  private final Swept swept;
  private final Cloud cloud;
  private final Loop loop;
  private final Rhythm rhythm;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due, (a, b) -> Long.signum(a - b)));
  private final Map<Long, List<Watch>> rounds = new HashMap<>();
  private long numbers;
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
    if (first == null || rounds.size() >= ROUNDS_AT_ONCE) {
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
      underWay += round.size();
      rhythm.begins(now, round.size());
      begin(round);
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

  /** Whatever becomes of it, it is over some time: else nobody here would be looked at again. */
  private void begin(List<Watch> round) {
    var number = numbers++;
    rounds.put(number, round);
    // Holds on to the number alone: most rounds are over, and their sights gone, long before.
    loop.after(
        LONGEST.plus(cloud.timeFor(swept.place(), MOST_PAGES)),
        () -> over(number, new TimeoutException("nobody answers")));
    try {
      cloud
          .look(swept.service(), swept.place(), round)
          .whenComplete((done, fault) -> loop.execute(() -> over(number, fault)));
    } catch (RuntimeException e) {
      over(number, e);
    }
  }

  /** Whoever has not been told anything by now never would be. */
  private void over(long number, @Nullable Throwable fault) {
    var round = rounds.remove(number);
    if (round == null) {
      return; // It was over before.
    }
    underWay -= round.size();
    var untold = fault == null ? new IllegalStateException("a look without a sight") : fault;
    round.forEach(watch -> watch.sight().completeExceptionally(untold));
    turn();
  }
}
