package dev.countersign.executor.records;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How many executions wait for their turn; of all replicas together, as each of them sees it. */
@Singleton
class QueueNumbers {
  private static final Logger LOG = Logger.getLogger(QueueNumbers.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private static final String DEPTH =
      "select count(*) from executions where ended_at is null and not holds_resource";

  private final Pool pool;
  private final Vertx vertx;
  private final AtomicLong depth = new AtomicLong();

  @Inject
  QueueNumbers(Pool pool, Vertx vertx) {
    this.pool = pool;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    Metrics.gauge("countersign.queue.depth", depth);
    look();
    vertx.setPeriodic(EVERY.toMillis(), timer -> look());
  }

  private void look() {
    pool.query(DEPTH)
        .execute()
        .ifNoItem()
        .after(EVERY)
        .fail()
        .subscribe()
        .with(
            rows -> depth.set(rows.iterator().next().getLong(0)),
            fault -> LOG.debug("no sample of the queue", fault));
  }
}
