package dev.countersign.executor.records;

import dev.countersign.executor.ExecutorSettings;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Forgets executions that ended long ago. As long as a row is there, its approval cannot be carried
 * out again; so it stays until the approval has been expired for as long, and from then on the
 * expiry stands in for the row. What is indeterminate stays until a person has resolved it.
 */
@Singleton
public class Forgetting {
  private static final Logger LOG = Logger.getLogger(Forgetting.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int AT_ONCE = 2_000;

  private static final String FORGET =
      """
      delete from executions where operation_id in (
        select operation_id from executions
        where ended_at is not null
          and (state ->> 'outcome' is distinct from 'indeterminate' or resolution is not null)
          and greatest(ended_at, expires_at) < now() - $1::bigint * interval '1 millisecond'
        order by greatest(ended_at, expires_at) limit $2 for update skip locked)
      """;

  private final Pool pool;
  private final Vertx vertx;
  private final ExecutorSettings settings;
  private final AtomicBoolean underway = new AtomicBoolean();

  @Inject
  Forgetting(Pool pool, Vertx vertx, ExecutorSettings settings) {
    this.pool = pool;
    this.vertx = vertx;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(EVERY.toMillis(), timer -> round());
  }

  private void round() {
    if (underway.compareAndSet(false, true)) {
      forget()
          .onTermination()
          .invoke(() -> underway.set(false))
          .subscribe()
          .with(
              forgotten -> {
                if (forgotten == AT_ONCE) {
                  round();
                }
              },
              fault -> LOG.debug("what has ended is forgotten at the next look", fault));
    }
  }

  /** One portion; how many there were. */
  public Uni<Integer> forget() {
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(settings.keepEnded().toMillis(), AT_ONCE))
        .map(rows -> rows.rowCount())
        .ifNoItem()
        .after(EVERY)
        .fail();
  }
}
