package dev.countersign.relay;

import dev.countersign.relay.broker.BrokerAdmin;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time at what metrics and readiness tell: never because somebody asks, so that
 * many who ask cost nothing.
 */
@ApplicationScoped
class Samples {
  private static final Logger LOG = Logger.getLogger(Samples.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration SOON_AGAIN = Duration.ofMillis(25);
  private static final Duration WHILE_CATCHING_UP = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Pool pool;
  private final BrokerAdmin admin;
  private final List<Consumption> consumptions;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Lag first;
  private volatile @Nullable Lag last;
  private volatile boolean caughtUp;

  @Inject
  Samples(Pool pool, BrokerAdmin admin) {
    this.pool = pool;
    this.admin = admin;
    this.consumptions = Consumption.all(ConfigProvider.getConfig());
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("samples").start(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
  }

  /** Whether this service has handled everything that was there when it started. */
  boolean caughtUp() {
    return caughtUp;
  }

  /** Records not handled, by topic, at the last look. */
  Map<String, Long> behind() {
    var known = last;
    return known == null ? Map.of() : known.behind();
  }

  private void run() {
    var next = SOON_AGAIN;
    try {
      lag();
      database();
      while (!stopped.await((caughtUp ? EVERY : next).toMillis(), TimeUnit.MILLISECONDS)) {
        lag();
        database();
        next = longer(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Most services have next to nothing to catch up with, and are ready as soon as they know. */
  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(WHILE_CATCHING_UP) < 0 ? twice : WHILE_CATCHING_UP;
  }

  private void database() {
    try {
      var backlog = Outbox.backlog(pool).await().atMost(PATIENCE);
      Numbers.outbox(backlog, Outbox.longestWait(pool).await().atMost(PATIENCE));
    } catch (RuntimeException e) {
      LOG.debug("no sample of the outbox", e);
    }
  }

  private void lag() throws InterruptedException {
    try {
      var now = Lag.of(admin.client(), consumptions);
      Numbers.lag(now.behind());
      last = now;
      var earlier = first == null ? now : first;
      first = earlier;
      caughtUp =
          caughtUp
              || consumptions.stream()
                  .filter(Consumption::view)
                  .allMatch(one -> now.hasReached(earlier, one.topic()));
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("no sample of the lag", e);
    }
  }
}
