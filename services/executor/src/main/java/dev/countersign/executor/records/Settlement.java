package dev.countersign.executor.records;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.OperationResolved;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.StateDocument;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts on record what a person found out about an indeterminate operation. The first finding holds;
 * it frees nothing and starts nothing, because the instance was free and the operation over before.
 */
@Singleton
public class Settlement {
  private static final Logger LOG = Logger.getLogger(Settlement.class);

  private static final String FIND =
      """
      select phase, state::text as state, resolution is not null as resolved, event_sequence,
        correlation_id, traceparent
      from executions where operation_id = $1 and resource_key = $2
      """;

  private static final String SETTLE =
      """
      with changed as (
        update executions set resolution = $2::text::jsonb, event_sequence = event_sequence + 1
        where operation_id = $1 and resolution is null and event_sequence = $3
        returning operation_id)
      """;

  private final StatusEvents events;

  @Inject
  Settlement(StatusEvents events) {
    this.events = events;
  }

  /** Stores the finding and tells it, if the operation is indeterminate and nobody was quicker. */
  public Uni<HopStatement> settle(Look look, Event decision, Resolution resolution) {
    return look.rows(FIND, Tuple.of(resolution.operationId(), decision.partitionKey()))
        .map(rows -> {
          if (rows.rowCount() == 0 || !open(rows.iterator().next())) {
            LOG.warnf(
                "%s: not indeterminate, or resolved already; the finding changes nothing",
                resolution.operationId());
            return HopStatement.nothing();
          }
          return settled(rows.iterator().next(), decision, resolution);
        });
  }

  private static boolean open(Row row) {
    var phase = row.getString("phase");
    var document = row.getString("state");
    return !row.getBoolean("resolved")
        // What was turned away at the door has ended without a state.
        && document != null
        && StateDocument.read(phase, document, Terms.bare("", Instant.EPOCH))
            instanceof State.Ended(var _, var outcome)
        && outcome == OperationState.INDETERMINATE;
  }

  private HopStatement settled(Row row, Event decision, Resolution resolution) {
    var sequence = row.getLong("event_sequence");
    var resolved =
        new OperationResolved(
            resolution.operationId(),
            resolution.outcome(),
            resolution.resolvedBy(),
            resolution.comment());
    var trace =
        new Trace(row.getString("correlation_id"), decision.id(), row.getString("traceparent"));
    return new HopStatement(
        SETTLE,
        Tuple.of(resolution.operationId(), Json.text(resolution), sequence),
        Topics.STATUS,
        List.of(events.of(resolved, decision.partitionKey(), sequence + 1, trace)),
        _ -> {});
  }
}
