package dev.countersign.policy.cases;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.relay.Hop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;

/** Requests that wait for their instance to become known. */
@Singleton
public class ParkedCases {
  private static final String DUE =
      """
      select operation_id, instance_key from cases
      where due_at <= $1
        or state = 'parked' and instance_key in (select i.instance_key from instances i)
      order by operation_id
      limit 100
      """;

  private final Hop hop;
  private final Pool pool;
  private final CaseDesk desk;
  private final Clock clock;

  @Inject
  ParkedCases(Hop hop, Pool pool, CaseDesk desk, Clock clock) {
    this.hop = hop;
    this.pool = pool;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Looks again at those that are due, and at those whose instance is known by now. Somebody else
   * may do the same meanwhile: a case that was moved since it was looked at stays as it is.
   */
  public Uni<Void> sweep() {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(this::lookAgain)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> lookAgain(Row row) {
    var key = InstanceKey.parse(row.getString("instance_key"));
    return CaseStore.find(pool, row.getString("operation_id"), key)
        .chain(stored -> {
          var trace = stored.trace();
          return trace == null
              ? Uni.createFrom().voidItem()
              : hop.change(desk.apply(stored, new LookAgain(stored.instance()), trace))
                  .replaceWithVoid();
        });
  }
}
