package dev.countersign.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * What the leading relay does beside publishing: drives again what the ledger does not know, and
 * forgets old inbox rows. Never in the way of a round.
 */
final class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int REDRIVEN_AT_ONCE = 1_000;
  private static final int PRUNED_AT_ONCE = 5_000;
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Pool pool;
  private final RelaySettings settings;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Pace redrive;
  private final Pace prune;

  Housekeeping(Pool pool, RelaySettings settings) {
    this.pool = pool;
    this.settings = settings;
    this.redrive = new Pace(settings.redriveAfter().dividedBy(5));
    this.prune = new Pace(PRUNE_EVERY);
  }

  /** Starts what is due and returns; calls back when there is something to publish again. */
  void whenDue(Runnable onRedriven) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    redrive(onRedriven)
        .chain(this::prune)
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(_ -> {}, fault -> LOG.debug("housekeeping has to wait", fault));
  }

  private Uni<Void> redrive(Runnable onRedriven) {
    if (!redrive.due()) {
      return Uni.createFrom().voidItem();
    }
    return Outbox.redrive(pool, settings.redriveAfter(), REDRIVEN_AT_ONCE)
        .invoke(count -> {
          if (count > 0) {
            LOG.warnf("the ledger does not have %d published events; publishing again", count);
            Numbers.redriven(count);
            onRedriven.run();
          }
        })
        .replaceWithVoid();
  }

  private Uni<Void> prune() {
    if (!prune.due()) {
      return Uni.createFrom().voidItem();
    }
    return Inbox.prune(pool, settings.inboxRetention(), PRUNED_AT_ONCE)
        .invoke(count -> {
          if (count == PRUNED_AT_ONCE) {
            prune.again();
          }
        })
        .replaceWithVoid();
  }

  /** Monotonic time: a wall clock that jumps neither floods nor starves. */
  private static final class Pace {
    private final long every;
    private long last = System.nanoTime();

    Pace(Duration every) {
      this.every = every.toNanos();
    }

    synchronized boolean due() {
      var now = System.nanoTime();
      if (now - last < every) {
        return false;
      }
      last = now;
      return true;
    }

    synchronized void again() {
      last = System.nanoTime() - every;
    }
  }
}
