package dev.countersign.relay;

import dev.countersign.chassis.broker.BrokerAdmin;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, Long> unreadSince = new ConcurrentHashMap<>();
  private volatile Assignment assignment = Assignment.UNKNOWN;
  private volatile boolean asked;
  private volatile boolean filled;
  private volatile boolean brokerAnswers;
  private volatile Duration oldestUnsent = Duration.ZERO;

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

  /**
   * Whether nobody can know how far this service is, and what it answers from was filled before:
   * then it knows as much as all its replicas.
   */
  boolean asFarAsAnybody() {
    return asked && !brokerAnswers && filled;
  }

  /** How long a topic has had partitions that nobody reads; nothing where it has none. */
  Optional<Duration> unread(String topic) {
    return Optional.ofNullable(unreadSince.get(topic))
        .map(since -> Duration.ofNanos(System.nanoTime() - since));
  }

  /** Partitions that nobody reads, by topic, at the last look. */
  Map<String, Integer> unread() {
    return assignment.unread();
  }

  /** Records not handled, by topic, at the last look. */
  Map<String, Long> behind() {
    var known = last;
    return known == null ? Map.of() : known.behind();
  }

  /** Whether the broker answered at the last look. */
  boolean brokerAnswers() {
    return brokerAnswers;
  }

  /** How long an event had waited for its first publication at the last look. */
  Duration oldestUnsent() {
    return oldestUnsent;
  }

  private void run() {
    var next = SOON_AGAIN;
    try {
      look();
      while (!stopped.await((caughtUp ? EVERY : next).toMillis(), TimeUnit.MILLISECONDS)) {
        look();
        next = longer(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      broker();
      database();
    } catch (Error e) {
      // Nobody would look any more, and everything would seem to stay as it was.
      LOG.error("a look at the broker and the database failed", e);
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
      var oldest = Outbox.longestWait(pool).await().atMost(PATIENCE);
      oldestUnsent = oldest;
      Numbers.outbox(backlog, oldest);
      if (!filled) {
        filled = Inbox.hasAny(pool).await().atMost(PATIENCE);
      }
    } catch (RuntimeException e) {
      // Of what is not known nothing follows.
      oldestUnsent = Duration.ZERO;
      LOG.debug("no sample of the outbox", e);
    }
  }

  private void broker() throws InterruptedException {
    try {
      var found = Assignment.of(admin.client(), consumptions);
      brokerAnswers = true;
      assignment = found;
      unreadSince.keySet().removeIf(topic -> !found.leavesUnread(topic));
      found.there().stream()
          .filter(found::leavesUnread)
          .forEach(topic -> unreadSince.putIfAbsent(topic, System.nanoTime()));
      Numbers.unread(found.unread());
      lag();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      brokerAnswers = false;
      unreadSince.clear();
      LOG.debug("the broker does not answer", e);
    }
    asked = true;
    Numbers.broker(brokerAnswers);
  }

  private void lag() throws ExecutionException, TimeoutException, InterruptedException {
    if (!assignment.there().containsAll(consumptions.stream().map(Consumption::topic).toList())) {
      return;
    }
    var now = Lag.of(admin.client(), consumptions);
    Numbers.lag(now.behind());
    last = now;
    // Less than there was: these are other topics of the same names.
    var earlier = first == null || first.isAheadOf(now) ? now : first;
    first = earlier;
    caughtUp =
        caughtUp
            || consumptions.stream()
                .filter(Consumption::view)
                .allMatch(one -> now.hasReached(earlier, one.topic()));
  }
}
