package dev.countersign.executor.execution;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Change.IntentRecorded;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Decision;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Found.Standing;
import dev.countersign.relay.Change;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The executions on record. */
@Singleton
public class Executions {
  // Compare-and-set on fence and version; an intent, moreover, only where nobody has cancelled.
  private static final String SAVE =
      """
      with changed as (
        update executions e set
          phase = $4, state = $5::text::jsonb, version = version + 1, event_sequence = $6,
          holds_instance = $7, lease_owner = case when $7 then lease_owner end,
          wake_at = coalesce($8, wake_at), ended_at = case when $9 then now() end
        where operation_id = $1 and fence = $2 and version = $3 and (cancel is null or not $10)
        returning not $7 and exists (
          select 1 from executions o where o.instance_key = e.instance_key
            and o.ended_at is null and o.operation_id <> e.operation_id) as others_wait)
      """;

  private static final String CLAIM =
      """
      update executions e set holds_instance = true, lease_owner = $1, fence = e.fence + 1
      from due where due.operation_id = e.operation_id
      returning
      """
          + Records.COLUMNS;

  // Left behind by processes that are gone, and heads of queues whose time has come. A number is
  // drawn before the commit, so one that is further back may hold the instance already.
  private static final String CLAIM_DUE =
      """
      with due as (
        select operation_id from executions c
        where ended_at is null and (
          (holds_instance and ((operation_id = any($2) and lease_owner = $1) or not exists (
            select 1 from workers w where w.owner = c.lease_owner and w.alive_until > now())))
          or (not holds_instance and wake_at <= now() and not exists (
            select 1 from executions o where o.instance_key = c.instance_key
              and o.ended_at is null and (o.queue_no < c.queue_no or o.holds_instance))))
        order by queue_no limit $3 for update skip locked)
      """
          + CLAIM;

  private static final String CLAIM_NEXT =
      """
      with due as (
        select operation_id from executions c
        where instance_key = $2 and ended_at is null and queue_no = (
            select min(queue_no) from executions where instance_key = $2 and ended_at is null)
          and not holds_instance and wake_at <= now()
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
        where instance_key = $1 and ended_at is null and not holds_instance)
      update executions e set event_sequence = e.event_sequence + 1
      from waiting where waiting.operation_id = e.operation_id
        and waiting.place & (waiting.place - 1) = 0
      returning waiting.place, waiting.behind,
      """
          + Records.COLUMNS;

  // A database that vanished without a word does not even fail. Whoever gives up here takes the
  // execution up again from what is on record, so it does not matter what became of the statement.
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Hop hop;
  private final Pool pool;
  private final Records records;
  private final DatabaseClock clock;

  @Inject
  Executions(Hop hop, Pool pool, Records records, DatabaseClock clock) {
    this.hop = hop;
    this.pool = pool;
    this.records = records;
    this.clock = clock;
  }

  /**
   * What became of a change.
   *
   * @param othersWait whether the instance is free now, and others were waiting for it just before
   */
  record Saved(boolean othersWait) {}

  /** Stores a decision's changes with their events; empty when not in charge, or cancelled. */
  Uni<Optional<Saved>> save(Standing standing, State next, Decision decision) {
    var events = events(standing, decision.reports());
    var values = values(standing, next, decision, standing.sequence() + events.size());
    return hop.change(new Change(SAVE, values, Topics.STATUS, events, _ -> {}))
        .map(changed -> changed.map(row -> new Saved(row.getBoolean("others_wait"))))
        .ifNoItem()
        .after(ANSWER)
        .fail();
  }

  private static Tuple values(Standing standing, State next, Decision decision, long sequence) {
    var ended = next instanceof State.Ended;
    var wakeAt = next instanceof State.Ready ready ? ready.notBefore() : null;
    var intent = decision.changes().stream().anyMatch(IntentRecorded.class::isInstance);
    return Tuple.tuple()
        .addString(standing.operationId())
        .addLong(standing.fence())
        .addLong(standing.version())
        .addString(Records.phase(next))
        .addString(Records.document(next))
        .addLong(sequence)
        .addBoolean(!ended && wakeAt == null)
        .addOffsetDateTime(wakeAt == null ? null : wakeAt.atOffset(ZoneOffset.UTC))
        .addBoolean(ended)
        .addBoolean(intent);
  }

  /** The reports as events, in order after the last one. */
  List<Event> events(Standing standing, List<StatusEvent> reports) {
    var sequence = standing.sequence();
    var events = new ArrayList<Event>(reports.size());
    for (var report : reports) {
      sequence++;
      events.add(event(report, standing.instanceKey(), sequence, standing.trace()));
    }
    return events;
  }

  /** An event about an operation, from here. */
  public Event event(StatusEvent report, String instanceKey, long sequence, Trace trace) {
    return new Event(
        EventIds.next(),
        ExecutorSettings.SOURCE,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        report.operationId(),
        instanceKey,
        sequence,
        trace,
        report);
  }

  /** Claims what is due, oldest first. */
  Uni<List<Found>> claimDue(String owner, Collection<String> orphans, int limit) {
    return pool.preparedQuery(CLAIM_DUE)
        .execute(Tuple.of(owner, orphans.toArray(String[]::new), limit))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(records::read).toList())
        .ifNoItem()
        .after(ANSWER)
        .fail();
  }

  /** Claims the head of the instance's queue, and tells the others their new places. */
  Uni<List<Found>> claimNext(String owner, String instanceKey) {
    return hop.transact(tx ->
        tx.sql()
            .preparedQuery(CLAIM_NEXT)
            .execute(Tuple.of(owner, instanceKey))
            .map(
                rows -> StreamSupport.stream(rows.spliterator(), false).map(records::read).toList())
            .call(claimed ->
                claimed.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : moveUp(tx, instanceKey, claimed.getFirst().standing().operationId())));
  }

  private Uni<Void> moveUp(HopTransaction tx, String instanceKey, String holder) {
    return tx.sql()
        .preparedQuery(MOVE_UP)
        .execute(Tuple.of(instanceKey))
        .invoke(rows ->
            rows.forEach(row -> {
              var behind = row.getString("behind");
              tx.publish(
                  Topics.STATUS,
                  event(
                      new StatusEvent.OperationQueued(
                          row.getString("operation_id"),
                          row.getInteger("place"),
                          behind == null ? holder : behind),
                      instanceKey,
                      row.getLong("event_sequence"),
                      Records.trace(row)));
            }))
        .replaceWithVoid();
  }

  /** Whether others hold something, alive or dead. */
  Uni<Boolean> heldByOthers(String owner) {
    return pool.preparedQuery(
            "select 1 from executions where ended_at is null and holds_instance"
                + " and lease_owner is distinct from $1 limit 1")
        .execute(Tuple.of(owner))
        .map(rows -> rows.rowCount() > 0);
  }

  /**
   * What is held in this process's name; nothing where that is as many as are known, so that a
   * process with its hands full does not read them all again and again.
   */
  Uni<Set<String>> held(String owner, int known) {
    return pool.preparedQuery(
            """
            with held as (
              select operation_id from executions
              where lease_owner = $1 and holds_instance and ended_at is null)
            select operation_id from held where (select count(*) from held) <> $2
            """)
        .execute(Tuple.of(owner, known))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.toSet()));
  }

  /** Cancellations of what this process is in charge of. */
  Uni<Map<String, Cancel>> cancellations(String owner) {
    return pool.preparedQuery(
            """
            select operation_id, cancel::text as cancel from executions
            where lease_owner = $1 and ended_at is null and cancel is not null
            """)
        .execute(Tuple.of(owner))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .collect(
                    Collectors.toMap(
                        row -> row.getString("operation_id"),
                        row -> Json.read(row.getString("cancel"), Cancel.class))));
  }

  /** The signed decision, as it is on record. */
  Uni<String> envelope(Run run) {
    return pool.preparedQuery(
            "select envelope::text as envelope from executions where operation_id = $1")
        .execute(Tuple.of(run.id()))
        .map(rows -> rows.iterator().next().getString("envelope"))
        .ifNoItem()
        .after(ANSWER)
        .fail();
  }

  /** Whether this run's execution was cancelled on record. */
  Uni<Boolean> cancelled(Run run) {
    return pool.preparedQuery(
            "select 1 from executions where operation_id = $1 and fence = $2 and cancel is not null")
        .execute(Tuple.of(run.id(), run.fence))
        .map(rows -> rows.rowCount() > 0);
  }
}
