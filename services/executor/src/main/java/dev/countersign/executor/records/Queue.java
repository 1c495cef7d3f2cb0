package dev.countersign.executor.records;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Fault;
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
import dev.countersign.relay.Change;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
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
      with ahead as (
        select count(*)::int as place, (array_agg(operation_id order by queue_no desc))[1] as behind
        from executions where instance_key = $2 and ended_at is null),
      """;

  private static final String INSERT =
      """
      insert into executions (
        operation_id, instance_key, operation, environment, envelope,
        correlation_id, causation_id, traceparent, phase, state,
        holds_instance, fence, lease_owner, event_sequence, expires_at, order_document)
      select $1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10::text::jsonb,
        place = 0, case when place = 0 then 1 else 0 end,
        case when place = 0 then $11 end, case when place = 0 then 0 else 1 end, $12, $13::text::jsonb
      from ahead %s
      on conflict (operation_id) do nothing
      """;

  // Where the instance is idle, the row is claimed as it is inserted: no second commit, no waiting.
  private static final String ENTER =
      AHEAD
          + "entered as ("
          + INSERT.formatted("")
          + " returning holds_instance) select holds_instance, place, behind from entered, ahead";

  private static final String ENTER_IDLE =
      AHEAD + "changed as (" + INSERT.formatted("where place = 0") + " returning operation_id)";

  private static final String TURN_AWAY =
      """
      insert into executions (
        operation_id, instance_key, operation, environment, envelope,
        correlation_id, causation_id, traceparent, phase, event_sequence, ended_at)
      values ($1, $2, '', '', $3::text::jsonb, $4, $5, $6, 'ended', 1, now())
      on conflict (operation_id) do nothing
      """;

  private static final String CANCEL =
      """
      update executions set cancel = $3::text::jsonb
      where operation_id = $1 and instance_key = $2 and ended_at is null and cancel is null
      returning holds_instance, phase, state::text as state, event_sequence,
        correlation_id, traceparent
      """;

  private static final String END_QUEUED =
      """
      update executions set phase = $2, state = $3::text::jsonb, version = version + 1,
        event_sequence = event_sequence + 1, ended_at = now()
      where operation_id = $1
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

  /** Lets an approved operation in. */
  public Uni<Void> enter(HopTransaction tx, Event decision, Envelope envelope, Verified verified) {
    var entry = Stored.entering(decision, verified, clock.instant());
    return tx.sql()
        .preparedQuery(ENTER)
        .execute(row(entry, envelope))
        .invoke(rows -> entered(tx, rows, entry))
        .replaceWithVoid();
  }

  /** The same where the instance is idle; where it is not, this changes nothing. */
  public Change enterIdle(Event decision, Envelope envelope, Verified verified) {
    var entry = Stored.entering(decision, verified, clock.instant());
    var begin = worker.expect(entry);
    return Change.quiet(ENTER_IDLE, row(entry, envelope), _ -> begin.run());
  }

  private Tuple row(Stored entry, Envelope envelope) {
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
        .addString(worker.owner())
        .addOffsetDateTime(entry.state().terms().expiresAt().atOffset(ZoneOffset.UTC))
        // For the version before; not read here.
        .addString(Json.text(order));
  }

  private void entered(HopTransaction tx, RowSet<Row> rows, Stored stored) {
    if (rows.rowCount() == 0) {
      LOG.infof("%s: approved again; it is known already", stored.order().operationId());
      return;
    }
    var row = rows.iterator().next();
    if (row.getBoolean("holds_instance")) {
      tx.afterCommit(() -> worker.begin(stored));
      return;
    }
    var key = stored.order().instance().toString();
    tx.publish(
        Topics.STATUS,
        events.of(
            new StatusEvent.OperationQueued(
                stored.order().operationId(), row.getInteger("place"), row.getString("behind")),
            key,
            1,
            stored.standing().trace()));
    // The one ahead may have ended while this was being inserted, and have found nobody waiting.
    tx.afterCommit(() -> worker.poke(key));
  }

  /** Refuses a decision that must not be acted on; the operation ends here. */
  public Uni<Void> turnAway(
      HopTransaction tx, Event decision, String operationId, Envelope envelope, Fault fault) {
    var trace = Trace.causedBy(decision);
    return tx.sql()
        .preparedQuery(TURN_AWAY)
        .execute(
            Tuple.of(
                operationId,
                decision.partitionKey(),
                Json.text(envelope),
                trace.correlationId(),
                decision.id(),
                trace.traceparent()))
        .invoke(rows -> {
          LOG.errorf(
              "%s: decision %s turned away: %s: %s",
              operationId, decision.id(), fault.code(), fault.meaning());
          if (rows.rowCount() > 0) {
            tx.publish(
                Topics.STATUS,
                events.of(
                    new StatusEvent.OperationFailed(
                        operationId,
                        fault,
                        Map.of("status", "failed", "success", false),
                        List.of(),
                        0),
                    decision.partitionKey(),
                    1,
                    trace));
          }
        })
        .replaceWithVoid();
  }

  /** Stops an operation as far as it still can be. One that only waits ends here. */
  public Uni<Void> cancel(HopTransaction tx, Event decision, String operationId, Cancel cancel) {
    return tx.sql()
        .preparedQuery(CANCEL)
        .execute(Tuple.of(operationId, decision.partitionKey(), Json.text(cancel)))
        .chain(rows -> {
          if (rows.rowCount() == 0) {
            LOG.infof("%s: cancelled too late, twice, or never approved", operationId);
            return Uni.createFrom().voidItem();
          }
          var row = rows.iterator().next();
          if (!row.getBoolean("holds_instance")) {
            return endQueued(tx, decision, row, operationId, cancel);
          }
          tx.afterCommit(() -> worker.cancel(operationId, cancel));
          return Uni.createFrom().voidItem();
        });
  }

  private Uni<Void> endQueued(
      HopTransaction tx, Event decision, Row row, String operationId, Cancel cancel) {
    // It ends, whatever was signed: only its name is needed.
    var terms = Terms.bare(operationId, clock.instant());
    var state = StateDocument.read(row.getString("phase"), row.getString("state"), terms);
    var done = Lifecycle.decide(state, cancel, clock.instant());
    var next = Evolution.evolve(state, done);
    var trace =
        new Trace(row.getString("correlation_id"), decision.id(), row.getString("traceparent"));
    return tx.sql()
        .preparedQuery(END_QUEUED)
        .execute(Tuple.of(operationId, StateDocument.phase(next), StateDocument.of(next)))
        .invoke(rows ->
            done.reports()
                .forEach(report ->
                    tx.publish(
                        Topics.STATUS,
                        events.of(
                            report,
                            decision.partitionKey(),
                            row.getLong("event_sequence") + 1,
                            trace))))
        .invoke(rows -> tx.afterCommit(() -> worker.poke(decision.partitionKey())))
        .replaceWithVoid();
  }
}
