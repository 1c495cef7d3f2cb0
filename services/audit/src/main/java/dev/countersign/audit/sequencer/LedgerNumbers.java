package dev.countersign.audit.sequencer;

import dev.countersign.contracts.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;

/**
 * What the ledger counts. Its size is looked up in the database, so that a replica that stands by
 * tells the same as the writer; how far behind it is, only the writer knows.
 */
@ApplicationScoped
class LedgerNumbers {
  private static final Logger LOG = Logger.getLogger(LedgerNumbers.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  // An alarm that has a topic is about a record: a foreign event.
  private static final String HEAD =
      """
      select
        coalesce((select size from checkpoints order by size desc limit 1), 0) as size,
        (select count(*) from entries where kind <> 'event'
          and (kind = 'unreadable' or kind = 'alarm' and topic is not null)) as unreadable
      """;

  private static final Timer HOP =
      Timer.builder("countersign.hop")
          .tag("channel", "ledger")
          .serviceLevelObjectives(
              LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
                  .mapToObj(Duration::ofMillis)
                  .toArray(Duration[]::new))
          .register(Metrics.globalRegistry);

  private final Pool pool;
  private final Vertx vertx;
  private final Clock clock;
  private final SequencerState state;
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();

  @Inject
  LedgerNumbers(Pool pool, Vertx vertx, Clock clock, SequencerState state) {
    this.pool = pool;
    this.vertx = vertx;
    this.clock = clock;
    this.state = state;
  }

  /** From having records to having them in the ledger. */
  static void hop(long nanos) {
    HOP.record(nanos, TimeUnit.NANOSECONDS);
  }

  void start(@Observes StartupEvent event) {
    Metrics.gauge("countersign.ledger.size", size);
    Metrics.gauge("countersign.inbox.quarantined", unreadable);
    Gauge.builder("countersign.ledger.head.age", this, LedgerNumbers::headAge)
        .baseUnit("seconds")
        .register(Metrics.globalRegistry);
    for (var topic : Topics.RECORDED) {
      Gauge.builder("countersign.consumer.lag", state, now -> lag(now, topic))
          .tag("topic", topic)
          .register(Metrics.globalRegistry);
    }
    look();
    vertx.setPeriodic(EVERY.toMillis(), timer -> look());
  }

  private static double lag(SequencerState state, String topic) {
    return state.now().behind().getOrDefault(topic, 0L);
  }

  private double headAge() {
    return state.waiting(clock.millis()).map(age -> age.toMillis() / 1_000.0).orElse(Double.NaN);
  }

  private void look() {
    pool.query(HEAD)
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .subscribe()
        .with(
            rows -> rows.forEach(this::found),
            fault -> LOG.debug("no sample of the ledger's head", fault));
  }

  private void found(Row row) {
    size.set(row.getLong("size"));
    unreadable.set(row.getLong("unreadable"));
  }
}
