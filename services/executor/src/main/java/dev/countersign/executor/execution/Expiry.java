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
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Ends what still waits for its turn when its approval expires. Otherwise it would hear of that
 * only at its turn, which the one ahead may hold up for hours.
 */
@Singleton
class Expiry {
  private static final int AT_ONCE = 100;

  private static final String EXPIRED =
      "select "
          + Records.COLUMNS
          + """
          from executions e where ended_at is null and not holds_instance and expires_at <= now()
          order by expires_at limit $1 for update skip locked
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
  private final DatabaseClock clock;

  @Inject
  Expiry(Hop hop, Executions executions, Records records, DatabaseClock clock) {
    this.hop = hop;
    this.executions = executions;
    this.records = records;
    this.clock = clock;
  }

  /** One portion; the next comes with the next call. */
  Uni<Void> endWhatWaitedTooLong() {
    return hop.transact(tx ->
        tx.sql()
            .preparedQuery(EXPIRED)
            .execute(Tuple.of(AT_ONCE))
            .chain(rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(row -> end(tx, row))
                    .collect()
                    .last()
                    .replaceWithVoid()));
  }

  private Uni<Void> end(HopTransaction tx, Row row) {
    if (!(records.read(row) instanceof Found.Stored stored)) {
      // Whoever claims it ends it, with an alarm.
      return Uni.createFrom().voidItem();
    }
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
