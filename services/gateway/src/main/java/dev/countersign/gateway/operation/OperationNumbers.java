package dev.countersign.gateway.operation;

import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.operation.core.OperationView;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * How many operations stand where, as every replica sees it in the database, and how many ended, as
 * this one heard. What has ended is not counted in the database: that would cost more every day.
 */
@ApplicationScoped
class OperationNumbers {
  private static final Logger LOG = Logger.getLogger(OperationNumbers.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final OperationState[] OPEN =
      Stream.of(OperationState.values())
          .filter(state -> !state.terminal())
          .toArray(OperationState[]::new);

  // Decided and taken up within moments while everything works; RDS may take its time.
  private static final String COUNT =
      """
      select state, count(*) as found, count(*) filter (where updated_at < now() - case
          when state in ('requested', 'approved') then interval '5 minutes'
          when state = 'started' then interval '3 hours' end
        or state = 'held'
          and (view #>> '{decision,hold,until}')::timestamptz < now() - interval '5 minutes') as stuck
      from operation where state = any($1) group by state
      """;

  private final Pool pool;
  private final Vertx vertx;
  private final Map<OperationState, AtomicLong> byState = new EnumMap<>(OperationState.class);
  private final AtomicLong stuck = new AtomicLong();

  @Inject
  OperationNumbers(Pool pool, Vertx vertx) {
    this.pool = pool;
    this.vertx = vertx;
  }

  /** An operation has ended, for the first time. */
  static void finished(OperationView view) {
    Metrics.counter(
            "countersign.operations.finished",
            "operation",
            view.request().operation(),
            "outcome",
            view.state().wireName())
        .increment();
  }

  void start(@Observes StartupEvent event) {
    for (var state : OPEN) {
      var count = new AtomicLong();
      byState.put(state, count);
      Metrics.gauge("countersign.operations", Tags.of("state", state.wireName()), count);
    }
    Metrics.gauge("countersign.stuck.operations", stuck);
    look();
    vertx.setPeriodic(EVERY.toMillis(), timer -> look());
  }

  private void look() {
    pool.preparedQuery(COUNT)
        .execute(Tuple.of(Stream.of(OPEN).map(OperationState::wireName).toArray(String[]::new)))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .subscribe()
        .with(this::found, fault -> LOG.debug("no sample of the operations", fault));
  }

  private void found(RowSet<Row> rows) {
    var counts = new EnumMap<OperationState, Long>(OperationState.class);
    long waiting = 0;
    for (var row : rows) {
      counts.put(OperationState.of(row.getString("state")), row.getLong("found"));
      waiting += row.getLong("stuck");
    }
    byState.forEach((state, count) -> count.set(counts.getOrDefault(state, 0L)));
    stuck.set(waiting);
  }
}
