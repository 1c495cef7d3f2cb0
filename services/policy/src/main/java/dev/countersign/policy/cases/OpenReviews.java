package dev.countersign.policy.cases;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts, now and then, the reviews that nobody has closed yet. */
@Singleton
class OpenReviews {
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final String COUNT = "select count(*) from reviews where closed_at is null";

  private final Pool pool;
  private long next = System.nanoTime();
  private volatile long open;

  @Inject
  OpenReviews(Pool pool, MeterRegistry metrics) {
    this.pool = pool;
    Gauge.builder("countersign.policy.reviews.open", this, reviews -> reviews.open)
        .description("break-glass uses that nobody else has reviewed yet")
        .register(metrics);
  }

  /** Called in each round, one after the other. */
  Uni<Void> sweep() {
    if (System.nanoTime() - next < 0) {
      return Uni.createFrom().voidItem();
    }
    next = System.nanoTime() + PAUSE.toNanos();
    return pool.query(COUNT)
        .execute()
        .invoke(rows -> open = rows.iterator().next().getLong(0))
        .replaceWithVoid();
  }
}
