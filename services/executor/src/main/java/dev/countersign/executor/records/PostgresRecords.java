package dev.countersign.executor.records;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.execution.Records;
import dev.countersign.executor.execution.Standing;
import dev.countersign.executor.execution.StateDocument;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The executions in this service's database. */
@Singleton
final class PostgresRecords implements Records {
  private static final String COLUMNS =
      """
      e.operation_id, e.resource_key, e.envelope::text as envelope, e.phase,
      e.state::text as state, e.version, e.fence, e.event_sequence, e.correlation_id,
      e.causation_id, e.traceparent, e.cancel::text as cancel, e.expires_at
      """;

  // Forgets processes that are long gone, too.
  private static final String GIVE_UP =
      "delete from workers where owner = $1 or alive_until < now() - interval '1 hour'";

  private static final String RENEW =
      """
      insert into workers (owner, alive_until)
      values ($1, clock_timestamp() + $2 * interval '1 millisecond')
      on conflict (owner) do update set alive_until = excluded.alive_until
      returning clock_timestamp() as now,
        (select count(*) from workers where owner <> $1 and alive_until > clock_timestamp()) as others
      """;

  // Compare-and-set on fence, version and sequence: those who wait hear of their places without a
  // new version. An intent, moreover, only where nobody has cancelled.
  private static final String SAVE =
      """
      with changed as (
        update executions e set
          phase = $4, state = $5::text::jsonb, version = version + 1, event_sequence = $6,
          -- Where it belongs is looked up anew whenever it waits.
          exclusion_key = case when $7 then exclusion_key else exclusion_of(resource_key) end,
          holds_resource = $7, lease_owner = case when $7 then lease_owner end,
          wake_at = coalesce($8, wake_at), ended_at = case when $9 then now() end
        where operation_id = $1 and fence = $2 and version = $3 and event_sequence = $11
          and (cancel is null or not $10)
        returning not $7 and exists (
          select 1 from executions o where o.exclusion_key = e.exclusion_key
            and o.ended_at is null and o.operation_id <> e.operation_id) as others_wait)
      """;

  private static final String CLAIM =
      """
      update executions e set holds_resource = true, lease_owner = $1, fence = e.fence + 1
      from due where due.operation_id = e.operation_id
      returning
      """
          + COLUMNS;

  // Whoever waits is assigned to a queue anew only when it changes: two of one resource may stand
  // in
  // two queues, under its own key and under its cluster's. Claimed at once they would break the
  // index
  // that lets one of them hold it, and nothing at all could be claimed from then on.
  private static final String FIRST_OF_ITS_RESOURCE =
      """
      and not exists (
        select 1 from executions r where r.resource_key = c.resource_key and r.holds_resource)
      and not exists (
        select 1 from executions r where r.resource_key = c.resource_key
          and r.ended_at is null and r.queue_no < c.queue_no)
      """;

  // Left behind by processes that are gone, and heads of queues whose time has come. A number is
  // drawn before the commit, so one that is further back may hold the instance already.
  private static final String CLAIM_DUE =
      """
      with due as (
        select operation_id from executions c
        where ended_at is null and (
          (holds_resource and ((operation_id = any($2) and lease_owner = $1) or not exists (
            select 1 from workers w where w.owner = c.lease_owner and w.alive_until > now())))
          or (not holds_resource and wake_at <= now() and not exists (
            select 1 from executions o where o.exclusion_key = c.exclusion_key
              and o.ended_at is null and (o.queue_no < c.queue_no or o.holds_resource))
      """
          + FIRST_OF_ITS_RESOURCE
          + """
              ))
            order by queue_no limit $3 for update skip locked)
          """
          + CLAIM;

  private static final String CLAIM_NEXT =
      """
      with due as (
        select operation_id from executions c
        where exclusion_key = exclusion_of($2) and ended_at is null and queue_no = (
            select min(queue_no) from executions
            where exclusion_key = exclusion_of($2) and ended_at is null)
          and not holds_resource and wake_at <= now()
      """
          + FIRST_OF_ITS_RESOURCE
          + """
          for update skip locked)
          """
          + CLAIM;

  // Those who still wait have moved up. Told at places 1, 2, 4, 8 and so on: telling each of them
  // each time would cost more events, the longer the queue, than everything else together.
  private static final String MOVE_UP =
      """
      with waiting as (
        select operation_id, queue_no,
          (row_number() over (order by queue_no))::int as place,
          lag(operation_id) over (order by queue_no) as behind
        from executions
        where exclusion_key = exclusion_of($1) and ended_at is null and not holds_resource)
      update executions e set event_sequence = e.event_sequence + 1
      from waiting where waiting.operation_id = e.operation_id
        and waiting.place & (waiting.place - 1) = 0
        -- Once more: one that has ended since it was found waiting has told its last event.
        and e.ended_at is null and not e.holds_resource
      returning waiting.place, waiting.behind,
      """
          + COLUMNS;

  private static final String EXPIRED =
      "select "
          + COLUMNS
          + """
          from executions e
          where ended_at is null and not holds_resource and expires_at <= now()
            and (expires_at, operation_id) > ($1, $2)
          order by expires_at, operation_id limit $3
          """;

  private static final String HELD =
      """
      with held as (
        select operation_id from executions
        where lease_owner = $1 and holds_resource and ended_at is null)
      select operation_id from held where (select count(*) from held) <> $2
      """;

  private static final String EXCLUDES =
      """
      select 1
      from executions e join resources c on c.resource_key = e.exclusion_key
      where e.operation_id = $1 and c.identifier = $2 and c.gone_at is null
        and split_part(c.kind, ':', 2) = 'cluster'
        and c.account = split_part(e.resource_key, ':', 1)
        and c.region = split_part(e.resource_key, ':', 2)
      """;

  private static final String CANCELLATIONS =
      """
      select operation_id, cancel::text as cancel from executions
      where lease_owner = $1 and ended_at is null and cancel is not null
      """;

  private final Hop hop;
  private final Pool pool;
  private final StatusEvents events;

  @Inject
  PostgresRecords(Hop hop, Pool pool, StatusEvents events) {
    this.hop = hop;
    this.pool = pool;
    this.events = events;
  }

  @Override
  public CompletionStage<Lease> renew(String owner, Duration lease) {
    return one(
        RENEW,
        Tuple.of(owner, lease.toMillis()),
        row -> new Lease(instant(row, "now"), row.getLong("others").intValue()));
  }

  @Override
  public CompletionStage<Void> giveUp(String owner) {
    return ask(GIVE_UP, Tuple.of(owner)).replaceWithVoid().subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Optional<Saved>> save(Save save) {
    var told = events.after(save.standing(), save.reports());
    return hop.change(new HopStatement(SAVE, values(save), Topics.STATUS, told, _ -> {}))
        .map(changed -> changed.map(row -> new Saved(row.getBoolean("others_wait"))))
        .subscribeAsCompletionStage();
  }

  private static Tuple values(Save save) {
    var standing = save.standing();
    var wakeAt = save.wakeAt();
    return Tuple.tuple()
        .addString(standing.operationId())
        .addLong(standing.fence())
        .addLong(standing.version())
        .addString(StateDocument.phase(save.next()))
        .addString(StateDocument.of(save.next()))
        .addLong(standing.sequence() + save.reports().size())
        .addBoolean(save.holds())
        .addOffsetDateTime(wakeAt == null ? null : wakeAt.atOffset(ZoneOffset.UTC))
        .addBoolean(save.ends())
        .addBoolean(save.isIntent())
        .addLong(standing.sequence());
  }

  @Override
  public CompletionStage<List<Recorded>> claimDue(
      String owner, Collection<String> orphans, int atMost) {
    return all(CLAIM_DUE, Tuple.of(owner, orphans.toArray(String[]::new), atMost));
  }

  @Override
  public CompletionStage<List<Recorded>> claimNext(String owner, String resourceKey) {
    return hop.transact(tx ->
            tx.sql()
                .preparedQuery(CLAIM_NEXT)
                .execute(Tuple.of(owner, resourceKey))
                .map(PostgresRecords::recorded)
                .call(claimed ->
                    claimed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : moveUp(tx, resourceKey, claimed.getFirst().standing().operationId())))
        .subscribeAsCompletionStage();
  }

  private Uni<Void> moveUp(HopTransaction tx, String resourceKey, String holder) {
    return tx.sql()
        .preparedQuery(MOVE_UP)
        .execute(Tuple.of(resourceKey))
        .invoke(rows ->
            rows.forEach(row -> {
              var behind = row.getString("behind");
              var queued =
                  new OperationQueued(
                      row.getString("operation_id"),
                      row.getInteger("place"),
                      behind == null ? holder : behind);
              tx.publish(
                  Topics.STATUS,
                  events.of(
                      queued,
                      row.getString("resource_key"),
                      row.getLong("event_sequence"),
                      trace(row)));
            }))
        .replaceWithVoid();
  }

  @Override
  public CompletionStage<Set<String>> held(String owner, int known) {
    return ask(HELD, Tuple.of(owner, known))
        .map(rows -> stream(rows).map(row -> row.getString(0)).collect(Collectors.toSet()))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Map<String, Cancel>> cancellations(String owner) {
    return ask(CANCELLATIONS, Tuple.of(owner))
        .map(rows ->
            stream(rows)
                .collect(
                    Collectors.toMap(
                        row -> row.getString("operation_id"),
                        row -> Json.read(row.getString("cancel"), Cancel.class))))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Boolean> excludes(String operationId, String cluster) {
    return ask(EXCLUDES, Tuple.of(operationId, cluster))
        .map(rows -> rows.rowCount() > 0)
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Boolean> cancelled(String operationId, long fence) {
    return ask(
            "select 1 from executions where operation_id = $1 and fence = $2 and cancel is not"
                + " null",
            Tuple.of(operationId, fence))
        .map(rows -> rows.rowCount() > 0)
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<String> envelope(String operationId) {
    return one(
        "select envelope::text as envelope from executions where operation_id = $1",
        Tuple.of(operationId),
        row -> row.getString("envelope"));
  }

  @Override
  public CompletionStage<List<Recorded>> expired(Expired last, int atMost) {
    return all(EXPIRED, Tuple.of(last.at().atOffset(ZoneOffset.UTC), last.operationId(), atMost));
  }

  private Uni<RowSet<Row>> ask(String statement, Tuple values) {
    return pool.preparedQuery(statement).execute(values);
  }

  private <T> CompletionStage<T> one(String statement, Tuple values, Function<Row, T> read) {
    return ask(statement, values)
        .map(rows -> read.apply(rows.iterator().next()))
        .subscribeAsCompletionStage();
  }

  private CompletionStage<List<Recorded>> all(String statement, Tuple values) {
    return ask(statement, values).map(PostgresRecords::recorded).subscribeAsCompletionStage();
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static List<Recorded> recorded(RowSet<Row> rows) {
    return stream(rows).map(PostgresRecords::recorded).toList();
  }

  private static Recorded recorded(Row row) {
    return new Recorded(
        new Standing(
            row.getString("operation_id"),
            row.getString("resource_key"),
            trace(row),
            row.getLong("fence"),
            row.getLong("version"),
            row.getLong("event_sequence")),
        row.getString("envelope"),
        row.getString("phase"),
        row.getString("state"),
        row.getString("cancel"),
        row.getOffsetDateTime("expires_at") == null ? null : instant(row, "expires_at"));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static Trace trace(Row row) {
    return new Trace(
        row.getString("correlation_id"),
        row.getString("causation_id"),
        row.getString("traceparent"));
  }
}
