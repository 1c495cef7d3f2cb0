package dev.countersign.executor.execution;

import dev.countersign.contracts.Topics;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.State;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends what still waits for its turn when its approval expires. Otherwise it would hear of that
 * only at its turn, which the one ahead may hold up for hours.
 */
@Singleton
class Expiry {
  private static final Logger LOG = Logger.getLogger(Expiry.class);

  /** How many are looked at at once. */
  static final int AT_ONCE = 100;

  private static final String DUE =
      """
      select expires_at, operation_id from executions
      where ended_at is null and not holds_instance and expires_at <= now()
        and (expires_at, operation_id) > ($1, $2)
      order by expires_at, operation_id limit $3
      """;

  // Each in a transaction of its own: one that cannot be ended must not keep the others waiting.
  private static final String EXPIRED =
      "select "
          + Records.COLUMNS
          + """
          from executions e where operation_id = $1
            and ended_at is null and not holds_instance and expires_at <= now()
          for update skip locked
          """;

  private static final String END =
      """
      update executions set phase = $2, state = $3::text::jsonb, version = version + 1,
        event_sequence = event_sequence + $4, ended_at = now()
      where operation_id = $1
      """;

  private final Hop hop;
  private final Executions executions;
  private final Records records;
  private final Steps steps;
  private final Pool pool;
  private final DatabaseClock clock;
  private volatile Due last = Due.NONE;

  /** Where one stands among those that have expired. */
  record Due(OffsetDateTime expiresAt, String operationId) {
    static final Due NONE = new Due(Instant.EPOCH.atOffset(ZoneOffset.UTC), "");
  }

  @Inject
  Expiry(
      Hop hop,
      Executions executions,
      Records records,
      Steps steps,
      Pool pool,
      DatabaseClock clock) {
    this.hop = hop;
    this.steps = steps;
    this.pool = pool;
    this.executions = executions;
    this.records = records;
    this.clock = clock;
  }

  /** One portion; the next comes with the next call, and after the last one the first again. */
  Uni<Void> endWhatWaitedTooLong() {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(last.expiresAt(), last.operationId(), AT_ONCE))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Expiry::due).toList())
        .invoke(portion -> last = behind(portion))
        .chain(portion -> each(portion, due -> end(due.operationId())));
  }

  private static Due due(Row row) {
    return new Due(row.getOffsetDateTime("expires_at"), row.getString("operation_id"));
  }

  /** Those that stay, for whatever reason, must not be all that is ever looked at. */
  static Due behind(List<Due> portion) {
    return portion.size() < AT_ONCE ? Due.NONE : portion.getLast();
  }

  /** One after the other; one that fails is left to the next time round. */
  static Uni<Void> each(List<Due> portion, Function<Due, Uni<Void>> end) {
    return Multi.createFrom()
        .iterable(portion)
        .onItem()
        .transformToUniAndConcatenate(due ->
            Uni.createFrom()
                .deferred(() -> end.apply(due))
                .onFailure()
                .invoke(fault ->
                    LOG.warnf(
                        "%s: expired, and cannot be ended now: %s",
                        due.operationId(), fault.getMessage()))
                .onFailure()
                .recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> end(String operationId) {
    return hop.transact(tx ->
            tx.sql()
                .preparedQuery(EXPIRED)
                .execute(Tuple.of(operationId))
                .chain(rows -> {
                  var found = rows.rowCount() == 0 ? null : records.read(rows.iterator().next());
                  return found instanceof Found.Stored stored
                      ? end(tx, stored).replaceWith(Optional.<Found.Doubtful>empty())
                      : Uni.createFrom().item(doubtful(found));
                }))
        .invoke(doubtful -> doubtful.ifPresent(steps::disbelieve))
        .replaceWithVoid();
  }

  private static Optional<Found.Doubtful> doubtful(@Nullable Found found) {
    return found instanceof Found.Doubtful doubtful ? Optional.of(doubtful) : Optional.empty();
  }

  private Uni<Void> end(HopTransaction tx, Found.Stored stored) {
    var decision = Lifecycle.decide(stored.state(), new Claim(), clock.instant());
    if (!(Evolution.evolve(stored.state(), decision) instanceof State.Ended ended)) {
      // By this process's clock, or by what was signed, it has a moment left.
      return Uni.createFrom().voidItem();
    }
    var reports = decision.reports();
    return tx.sql()
        .preparedQuery(END)
        .execute(
            Tuple.of(
                stored.standing().operationId(),
                Records.phase(ended),
                Records.document(ended),
                (long) reports.size()))
        .invoke(done ->
            executions
                .events(stored.standing(), reports)
                .forEach(event -> tx.publish(Topics.STATUS, event)))
        .replaceWithVoid();
  }
}
