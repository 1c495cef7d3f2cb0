package dev.countersign.policy.cases;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;

/** Requests that wait for their instance to become known. */
@Singleton
public class ParkedCases {
  private static final String WAITING =
      """
      select operation_id, instance_key from cases
      where state = 'parked' and instance_key = $1
      order by opened_at, operation_id
      for update
      """;

  /**
   * Those that have waited long enough, and those whose instance came while they were being parked:
   * both transactions were open then, and neither saw the other.
   */
  private static final String DUE =
      """
      select operation_id, instance_key from cases
      where state = 'parked'
        and (park_until <= $1 or instance_key in (select i.instance_key from instances i))
      order by opened_at, operation_id
      limit 100
      for update skip locked
      """;

  private final Hop hop;
  private final CaseDesk desk;
  private final Clock clock;

  @Inject
  ParkedCases(Hop hop, CaseDesk desk, Clock clock) {
    this.hop = hop;
    this.desk = desk;
    this.clock = clock;
  }

  /** Looks again at the cases that wait for an instance that became known in this transaction. */
  public Uni<Void> waitingFor(HopTransaction tx, InstanceKey instance) {
    return tx.sql()
        .preparedQuery(WAITING)
        .execute(Tuple.of(instance.toString()))
        .chain(rows -> lookAgain(tx, rows));
  }

  /** Looks again at those that are due. */
  Uni<Void> sweep() {
    return hop.transact(tx ->
        tx.sql()
            .preparedQuery(DUE)
            .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
            .chain(rows -> lookAgain(tx, rows)));
  }

  private Uni<Void> lookAgain(HopTransaction tx, RowSet<Row> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> lookAgain(tx, row))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> lookAgain(HopTransaction tx, Row row) {
    var key = InstanceKey.parse(row.getString("instance_key"));
    return CaseStore.find(tx.sql(), row.getString("operation_id"), key)
        .chain(stored -> {
          var trace = stored.trace();
          return trace == null
              ? Uni.createFrom().voidItem()
              : tx.make(desk.apply(stored, new LookAgain(stored.instance()), trace));
        });
  }
}
