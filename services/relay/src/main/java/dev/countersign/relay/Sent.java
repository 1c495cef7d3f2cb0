package dev.countersign.relay;

import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Notes down what the broker has, behind the back of the publishing, which never waits for it: one
 * statement at a time, each with all that has come in meanwhile.
 */
final class Sent {
  private static final Logger LOG = Logger.getLogger(Sent.class);

  // Nobody waits for the note, and one statement for several events costs as much as for one. Those
  // who work on what was just published share the machine with it, so it comes after them.
  private static final Executor IN_A_MOMENT =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Pool pool;
  private final Runnable onProgress;
  private final ConcurrentLinkedQueue<Long> confirmed = new ConcurrentLinkedQueue<>();
  private final Set<Long> unmarked = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean marking = new AtomicBoolean();

  Sent(Pool pool, Runnable onProgress) {
    this.pool = pool;
    this.onProgress = onProgress;
  }

  /** The broker has this one. Called from the producer's I/O thread. */
  void confirmed(long number) {
    unmarked.add(number);
    confirmed.add(number);
    if (due.compareAndSet(false, true)) {
      IN_A_MOMENT.execute(this::mark);
    }
  }

  /** What the broker has and the database does not say so yet. */
  Set<Long> unmarked() {
    return unmarked;
  }

  /** Starts marking, unless it is going on; also what to call again after a fault. */
  void mark() {
    due.set(false);
    if (confirmed.isEmpty() || !marking.compareAndSet(false, true)) {
      return;
    }
    var numbers = new ArrayList<Long>();
    for (var next = confirmed.poll(); next != null; next = confirmed.poll()) {
      numbers.add(next);
    }
    Outbox.markSent(pool, numbers)
        .ifNoItem()
        .after(Leadership.PATIENCE)
        .fail()
        .subscribe()
        .with(_ -> marked(numbers), fault -> retryLater(numbers, fault));
  }

  private void marked(List<Long> numbers) {
    Numbers.published(numbers.size());
    numbers.forEach(unmarked::remove);
    marking.set(false);
    mark();
    onProgress.run();
  }

  private void retryLater(List<Long> numbers, Throwable fault) {
    LOG.debugf(fault, "could not mark %d events as sent, will do so later", numbers.size());
    confirmed.addAll(numbers);
    marking.set(false);
  }
}
