package dev.countersign.relay;

import dev.countersign.relay.Outbox.Stored;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outbox in its order, woken by each commit. What this process has just committed is
 * handed over whole, and goes to the producer as it is when everything that it has to follow has
 * gone there before. Otherwise a round looks for what is unsent and hands it to the producer; it
 * waits neither for the broker's answers nor for their being noted down, and leaves out what is
 * underway.
 */
@ApplicationScoped
class Relay implements Wake {
  private static final Logger LOG = Logger.getLogger(Relay.class);
  private static final String PART = "relay";
  private static final String PUBLISHING = "publishing";
  private static final Duration FOLLOWER_LOOKS = Duration.ofSeconds(1);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int ROUND = 500;
  private static final int UNDERWAY_LIMIT = 2_000;

  private final Pool pool;
  private final Map<String, Object> kafka;
  private final RelaySettings settings;
  private final Troubles troubles;
  private final Housekeeping housekeeping;
  private final Sent sent;
  private final Semaphore news = new Semaphore(0);
  private final HandOver handOver = new HandOver(2 * ROUND, UNDERWAY_LIMIT);
  private final AtomicBoolean unseen = new AtomicBoolean();
  private final AtomicBoolean telling = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean leads;
  private volatile boolean crowded;
  private volatile boolean behind;
  private volatile boolean stopping;
  private @Nullable Publisher publisher;
  private volatile Duration nextWait = FIRST_WAIT;
  private @Nullable Thread thread;

  @Inject
  Relay(
      Pool pool,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      RelaySettings settings,
      Troubles troubles) {
    this.pool = pool;
    this.kafka = kafka;
    this.settings = settings;
    this.troubles = troubles;
    this.housekeeping = new Housekeeping(pool, settings);
    this.sent = new Sent(pool, this::lessUnderway);
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  void start() {
    thread = Thread.ofPlatform().daemon().name("relay").start(this::run);
  }

  @Override
  public boolean takesOver() {
    return leads && !behind;
  }

  @Override
  public void committed(List<Stored> stored) {
    if (leads) {
      if (stored.isEmpty()) {
        wake();
      } else {
        handOver.add(stored);
        comeBack();
      }
    } else if (telling.compareAndSet(false, true)) {
      Leadership.tellTheLeader(pool)
          .onTermination()
          .invoke(() -> telling.set(false))
          .subscribe()
          .with(_ -> {}, fault -> LOG.debug("could not wake the leader, it will look", fault));
    }
  }

  /** Whether this instance is the one that publishes. */
  boolean leads() {
    return leads;
  }

  /** How many the broker has and the database does not say so yet. */
  int unmarked() {
    return sent.unmarked().size();
  }

  /** There may be something that only a look finds. */
  private void wake() {
    unseen.set(true);
    comeBack();
  }

  private void comeBack() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** Only a round that had no room has left something lying. */
  private void lessUnderway() {
    if (crowded) {
      wake();
    }
  }

  private void run() {
    var wait = FIRST_WAIT;
    while (!stopping) {
      try (var candidate = Leadership.candidate(pool, this::wake)) {
        follow(candidate);
        wait = FIRST_WAIT;
        lead(candidate);
      } catch (RuntimeException e) {
        leads = false;
        if (!stopping) {
          troubles.begin(PART, e);
          waitOut(wait);
          wait = longer(wait);
        }
      } finally {
        leads = false;
      }
    }
    if (publisher != null) {
      publisher.close(Duration.ZERO);
    }
  }

  private void follow(Leadership candidate) {
    while (!stopping && !candidate.tryToLead()) {
      troubles.end(PART);
      troubles.end(PUBLISHING); // It is another instance's now.
      waitOut(FOLLOWER_LOOKS);
    }
  }

  private void lead(Leadership leadership) {
    handOver.clear();
    unseen.set(true);
    leads = true;
    LOG.info("this instance publishes");
    var looked = System.nanoTime();
    while (!stopping) {
      // However much is handed over: what it never hears of is found after that time.
      var due = System.nanoTime() - looked >= settings.pollInterval().toNanos();
      var look = unseen.getAndSet(false) || due;
      if (!takeOver() || look) {
        looked = System.nanoTime();
        if (!round(leadership)) {
          unseen.set(true);
          continue;
        }
      }
      troubles.end(PART);
      housekeeping.whenDue(this::wake);
      pause(settings.pollInterval());
    }
    flush(leadership);
  }

  /** Answers whether everything that was handed over is on its way. */
  private boolean takeOver() {
    return handOver.isEmpty() || handOver.send(publisher(), sent.unmarked());
  }

  /** Answers whether everything there is was handed over. */
  private boolean round(Leadership leadership) {
    var current = publisher();
    var underway = underway(current);
    crowded = underway.size() >= UNDERWAY_LIMIT;
    if (crowded) {
      behind = true;
      // What could not be noted down may be all of it, and no confirmation would try again.
      sent.mark();
      return underway(current).size() >= UNDERWAY_LIMIT; // The next note wakes us.
    }
    var unsent =
        Outbox.unsent(leadership.connection(), underway, ROUND).await().atMost(Leadership.PATIENCE);
    for (var event : unsent) {
      handOver.found(event.number());
      current.send(event);
    }
    var failure = current.failure();
    if (failure != null) {
      giveUp(failure);
      return false;
    }
    if (unsent.isEmpty() && underway.isEmpty()) {
      troubles.end(PUBLISHING); // Another instance may have done what we could not.
    }
    sent.mark();
    behind = unsent.size() == ROUND;
    return !behind;
  }

  private Set<Long> underway(Publisher current) {
    // In this order: what is confirmed in between must be found in the second one.
    var underway = new HashSet<>(current.underway());
    underway.addAll(sent.unmarked());
    return underway;
  }

  private Publisher publisher() {
    var current = publisher;
    if (current == null) {
      current =
          new Publisher(
              kafka,
              settings.serviceName(),
              settings.deliveryTimeout(),
              this::confirmed,
              this::wake);
      publisher = current;
    }
    return current;
  }

  private void giveUp(Exception failure) {
    behind = true;
    troubles.begin(PUBLISHING, failure);
    publisher = null;
    waitOut(nextWait);
    nextWait = longer(nextWait);
  }

  /** While the lock is still ours, so that a successor does not send the same again. */
  private void flush(Leadership leadership) {
    round(leadership);
    if (publisher != null) {
      publisher.close(Duration.ofSeconds(2));
      publisher = null;
    }
    var deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!sent.unmarked().isEmpty() && System.nanoTime() < deadline) {
      pause(FIRST_WAIT);
    }
  }

  private void confirmed(long number) {
    sent.confirmed(number);
    nextWait = FIRST_WAIT;
    troubles.end(PUBLISHING);
  }

  private static Duration longer(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }

  private void pause(Duration atMost) {
    try {
      if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** Unlike {@link #pause}, not cut short by news: what was down does not come back by it. */
  private void waitOut(Duration time) {
    try {
      stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** After everybody who may still have something to say. */
  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) ShutdownEvent event) {
    stop();
  }

  void stop() {
    stopping = true;
    stopped.countDown();
    wake();
    var running = thread;
    try {
      if (running != null && !running.join(Duration.ofSeconds(5))) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
