package dev.countersign.executor.records;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.SignedOrders.Verified;
import dev.countersign.executor.execution.StateDocument;
import dev.countersign.executor.execution.Worker;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Where decisions become executions: a row each, and nothing else happens before the commit. */
@Singleton
public class Queue {
  private static final Logger LOG = Logger.getLogger(Queue.class);

  private static final String AHEAD =
      """
      select count(*)::int as place, (array_agg(operation_id order by queue_no desc))[1] as behind,
        exists (select from executions where operation_id = $1) as known
      from executions
      where (exclusion_key = exclusion_of($2) or resource_key = $2) and ended_at is null
      """;

  // Where the instance is idle, the row is claimed as it is inserted: no second commit, no waiting.
  private static final String ENTER =
      """
      with changed as (
        insert into executions (
          operation_id, resource_key, operation, environment, envelope, correlation_id,
          causation_id, traceparent, phase, state, expires_at,
          holds_resource, fence, lease_owner, event_sequence)
        select $1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10::text::jsonb, $11,
          $12::boolean, case when $12::boolean then 1 else 0 end,
          case when $12::boolean then $13 end, case when $12::boolean then 0 else 1 end
        where not $12::boolean or not exists (
          select from executions
          where (exclusion_key = exclusion_of($2) or resource_key = $2) and ended_at is null)
        on conflict (operation_id) do nothing
        returning operation_id)
      """;

  private static final String KNOWN = "select 1 from executions where operation_id = $1";

  private static final String TURN_AWAY =
      """
      with changed as (
        insert into executions (
          operation_id, resource_key, operation, environment, envelope,
          correlation_id, causation_id, traceparent, phase, event_sequence, ended_at)
        values ($1, $2, '', '', $3::text::jsonb, $4, $5, $6, 'ended', 1, now())
        on conflict (operation_id) do nothing
        returning operation_id)
      """;

  private static final String CANCELLABLE =
      """
      select holds_resource, phase, state::text as state, event_sequence, correlation_id, traceparent
      from executions
      where operation_id = $1 and resource_key = $2 and ended_at is null and cancel is null
      """;

  private static final String CANCEL =
      """
      with changed as (
        update executions set cancel = $2::text::jsonb
        where operation_id = $1 and ended_at is null and cancel is null and holds_resource
        returning operation_id)
      """;

  private static final String END_QUEUED =
      """
      with changed as (
        update executions set cancel = $2::text::jsonb, phase = $3, state = $4::text::jsonb,
          version = version + 1, event_sequence = event_sequence + 1, ended_at = now()
        where operation_id = $1 and ended_at is null and cancel is null and not holds_resource
          and event_sequence = $5
        returning operation_id)
      """;

  private final StatusEvents events;
  private final Worker worker;
  private final DatabaseClock clock;

  @Inject
  Queue(StatusEvents events, Worker worker, DatabaseClock clock) {
    this.events = events;
    this.worker = worker;
    this.clock = clock;
  }

  /**
   * Lets an approved operation in. One that came alone is taken to find its instance idle: if it
   * does not, nothing is changed, and this is asked again in a transaction.
   */
  public Uni<HopStatement> enter(Look look, Event decision, Envelope envelope, Verified verified) {
    var entry = Stored.entering(decision, verified, clock.instant());
    if (!look.locks()) {
      var begins = worker.expect(entry);
      return Uni.createFrom()
          .item(HopStatement.quiet(ENTER, row(entry, envelope, true), _ -> begins.run()));
    }
    return look.sql()
        .preparedQuery(AHEAD)
        .execute(Tuple.of(entry.order().operationId(), entry.order().instance().toString()))
        .map(rows -> entering(rows.iterator().next(), entry, envelope));
  }

  private HopStatement entering(Row ahead, Stored entry, Envelope envelope) {
    var id = entry.order().operationId();
    if (ahead.getBoolean("known")) {
      LOG.infof("%s: approved again; it is known already", id);
      return HopStatement.nothing();
    }
    var place = ahead.getInteger("place");
    if (place == 0) {
      return HopStatement.quiet(ENTER, row(entry, envelope, true), _ -> worker.begin(entry));
    }
    var key = entry.order().instance().toString();
    var queued = new OperationQueued(id, place, ahead.getString("behind"));
    return new HopStatement(
        ENTER,
        row(entry, envelope, false),
        Topics.STATUS,
        List.of(events.of(queued, key, 1, entry.standing().trace())),
        // The one ahead may have ended while this was being inserted, and have found nobody
        // waiting.
        _ -> worker.poke(key));
  }

  private Tuple row(Stored entry, Envelope envelope, boolean idle) {
    var order = entry.order();
    var trace = entry.standing().trace();
    return Tuple.tuple()
        .addString(order.operationId())
        .addString(order.instance().toString())
        .addString(order.operation())
        .addString(order.classification().environment().wireName())
        .addString(Json.text(envelope))
        .addString(trace.correlationId())
        .addString(trace.causationId())
        .addString(trace.traceparent())
        .addString(StateDocument.phase(entry.state()))
        .addString(StateDocument.of(entry.state()))
        .addOffsetDateTime(entry.state().terms().expiresAt().atOffset(ZoneOffset.UTC))
        .addBoolean(idle)
        .addString(worker.owner());
  }

  /** Refuses a decision that must not be acted on; the operation ends here. */
  public Uni<HopStatement> turnAway(
      Look look, Event decision, String operationId, Envelope envelope, Fault fault) {
    return look.sql()
        .preparedQuery(KNOWN)
        .execute(Tuple.of(operationId))
        .map(rows -> {
          LOG.errorf(
              "%s: decision %s turned away: %s: %s",
              operationId, decision.id(), fault.code(), fault.meaning());
          return rows.rowCount() > 0
              ? HopStatement.nothing()
              : turnedAway(decision, operationId, envelope, fault);
        });
  }

  private HopStatement turnedAway(
      Event decision, String operationId, Envelope envelope, Fault fault) {
    var trace = Trace.causedBy(decision);
    var failed =
        new OperationFailed(
            operationId, fault, Map.of("status", "failed", "success", false), List.of(), 0);
    return new HopStatement(
        TURN_AWAY,
        Tuple.of(
            operationId,
            decision.partitionKey(),
            Json.text(envelope),
            trace.correlationId(),
            decision.id(),
            trace.traceparent()),
        Topics.STATUS,
        List.of(events.of(failed, decision.partitionKey(), 1, trace)),
        _ -> {});
  }

  /** Stops an operation as far as it still can be. One that only waits ends here. */
  public Uni<HopStatement> cancel(Look look, Event decision, String operationId, Cancel cancel) {
    return look.rows(CANCELLABLE, Tuple.of(operationId, decision.partitionKey()))
        .map(rows -> {
          if (rows.rowCount() == 0) {
            LOG.infof("%s: cancelled too late, twice, or never approved", operationId);
            return HopStatement.nothing();
          }
          var row = rows.iterator().next();
          return row.getBoolean("holds_resource")
              ? HopStatement.quiet(
                  CANCEL,
                  Tuple.of(operationId, Json.text(cancel)),
                  _ -> worker.cancel(operationId, cancel))
              : endQueued(decision, row, operationId, cancel);
        });
  }

  private HopStatement endQueued(Event decision, Row row, String operationId, Cancel cancel) {
    // It ends, whatever was signed: only its name is needed.
    var terms = Terms.bare(operationId, clock.instant());
    var state = StateDocument.read(row.getString("phase"), row.getString("state"), terms);
    var done = Lifecycle.decide(state, cancel, clock.instant());
    var next = Evolution.evolve(state, done);
    var key = decision.partitionKey();
    var sequence = row.getLong("event_sequence");
    var trace =
        new Trace(row.getString("correlation_id"), decision.id(), row.getString("traceparent"));
    return new HopStatement(
        END_QUEUED,
        Tuple.of(
            operationId,
            Json.text(cancel),
            StateDocument.phase(next),
            StateDocument.of(next),
            sequence),
        Topics.STATUS,
        done.reports().stream().map(report -> events.of(report, key, sequence + 1, trace)).toList(),
        _ -> worker.poke(key));
  }
}
