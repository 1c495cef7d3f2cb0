package dev.countersign.policy.cases;

import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.settings.RulebookInForce;
import dev.countersign.relay.Hop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Cases that are looked at again though nobody asks: those that wait, above all. */
@Singleton
public class UndecidedCases {
  private static final Logger LOG = Logger.getLogger(UndecidedCases.class);
  private static final int AT_ONCE = 100;

  private static final String DUE =
      """
      select c.operation_id, c.resource_key
      from cases c left join resources i on i.resource_key = c.resource_key
      """
          + CaseStore.WITH_ITS_CLUSTER
          + """
          where c.due_at is not null and c.operation_id > $2
            and (c.due_at <= $1
              or c.state = 'parked' and i.resource_key is not null
              or c.state = 'waiting' and (i.resource_key is null
                -- Replicas that read different rules for a while must not void each other's votes.
                or c.document #>> '{votes,ballot,rules_version}' <> $3
                  and exists (select from announced_rules where version = $3)
                or (c.document ->> 'observed_at')::timestamptz
                  < date_trunc('milliseconds', greatest(i.observed_at, k.observed_at))))
          order by c.operation_id
          limit
          """
          + AT_ONCE;

  /** What rules and freezes may decide otherwise, once they are not what they were. */
  private static final String DECIDED =
      """
      select operation_id, resource_key from cases
      where (due_at is not null and state = 'held'
          or due_at is null and state = 'approved' and changed_at > $1)
        and operation_id > $2
        -- Replicas that read different rules for a while must not take back each other's approvals.
        and exists (select from announced_rules where version = $3)
      order by operation_id
      limit
      """
          + AT_ONCE;

  private final Hop hop;
  private final Pool pool;
  private final CaseDesk desk;
  private final RulebookInForce rulebook;
  private final Clock clock;

  @Inject
  UndecidedCases(Hop hop, Pool pool, CaseDesk desk, RulebookInForce rulebook, Clock clock) {
    this.hop = hop;
    this.pool = pool;
    this.desk = desk;
    this.rulebook = rulebook;
    this.clock = clock;
  }

  /**
   * Looks again at those that are due, at those whose resource is known by now, and at those whose
   * resource, its cluster or rules may have changed since people were asked. Somebody else may do
   * the same meanwhile: a case that was moved since it was looked at stays as it is.
   */
  public Uni<Void> sweep() {
    return sweep(
        DUE,
        last ->
            Tuple.of(
                clock.instant().atOffset(ZoneOffset.UTC), last, rulebook.refreshed().version()),
        "");
  }

  /**
   * Looks again at what waits for a freeze, and at what was approved and may not be begun yet.
   *
   * @param version of the rules that it is looked at by
   * @param validity approvals from longer ago have expired
   */
  Uni<Void> sweepDecided(String version, Duration validity) {
    var since = clock.instant().minus(validity).atOffset(ZoneOffset.UTC);
    return sweep(DECIDED, last -> Tuple.of(since, last, version), "");
  }

  private Uni<Void> sweep(String sql, Function<String, Tuple> from, String last) {
    return pool.preparedQuery(sql)
        .execute(from.apply(last))
        .chain(rows -> {
          var ids = new ArrayList<String>();
          rows.forEach(row -> ids.add(row.getString("operation_id")));
          var all = Multi.createFrom().iterable(rows);
          var done = all.onItem().transformToUniAndConcatenate(this::alone).collect().last();
          return ids.size() < AT_ONCE
              ? done.replaceWithVoid()
              : done.chain(() -> sweep(sql, from, ids.getLast()));
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
    var key = ResourceKey.parse(row.getString("resource_key"));
    return CaseStore.find(pool, row.getString("operation_id"), key, "")
        .chain(stored -> {
          var trace = stored.trace();
          return trace == null
              ? Uni.createFrom().voidItem()
              : hop.change(
                      desk.apply(stored, new LookAgain(stored.resource(), stored.cluster()), trace))
                  .replaceWithVoid();
        });
  }
}
