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
import java.util.ArrayList;
import org.jboss.logging.Logger;

/** Requests that wait for their instance to become known. */
@Singleton
public class ParkedCases {
  private static final Logger LOG = Logger.getLogger(ParkedCases.class);
  private static final int AT_ONCE = 100;

  private static final String DUE =
      """
      select operation_id, instance_key from cases
      where (due_at <= $1
          or state = 'parked' and instance_key in (select i.instance_key from instances i))
        and operation_id > $2
      order by operation_id
      limit
      """
          + AT_ONCE;

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
    return sweep("");
  }

  private Uni<Void> sweep(String last) {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), last))
        .chain(rows -> {
          var ids = new ArrayList<String>();
          rows.forEach(row -> ids.add(row.getString("operation_id")));
          var all = Multi.createFrom().iterable(rows);
          var done = all.onItem().transformToUniAndConcatenate(this::alone).collect().last();
          return ids.size() < AT_ONCE
              ? done.replaceWithVoid()
              : done.chain(() -> sweep(ids.getLast()));
        });
  }

  /** A case that cannot be decided must not keep those behind it from being decided. */
  private Uni<Void> alone(Row row) {
    return Uni.createFrom()
        .deferred(() -> lookAgain(row))
        .onFailure()
        .invoke(fault ->
            LOG.errorf(fault, "%s: cannot be looked at again", row.getString("operation_id")))
        .onFailure()
        .recoverWithNull();
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
