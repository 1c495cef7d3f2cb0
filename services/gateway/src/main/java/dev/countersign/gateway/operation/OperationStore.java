package dev.countersign.gateway.operation;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.json.Json;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The rows of an operation and of its history. The operation's row is locked before anything is
 * added to its history, so that positions become visible in their order. What was asked for is
 * stored once, in the view, and so is the form to ask for it elsewhere: the history leaves them
 * out, and the signed copy, which the ledger has.
 */
@ApplicationScoped
public class OperationStore {
  /** Where other replicas hear of a change. The payload is {@code <replica> <operation id>}. */
  public static final String CHANNEL = "gateway_operation";

  private static final String INSERT =
      """
      with history_row as (
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb - 'parameters' - 'envelope' - 'change_request')),
      changed as (
        insert into operation (operation_id, operation, resource_key, resource_identifier,
          requester, state, version, published, requested_at, view)
        values ($1, $9, $10, $11, $12, $13, $2, $14, $15, $16::text::jsonb)
        returning operation_id)
      """;

  // The operation's row first: its lock orders the history, and where somebody else was quicker
  // nothing is changed.
  private static final String UPDATE =
      """
      with operation_row as (
        update operation set state = $9, version = $2, published = published + $10,
          view = $11::text::jsonb, updated_at = now()
        where operation_id = $1 and version = $2 - 1
        returning operation_id),
      history_row as (
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        select $1, $2, $3, $4, $5, $6, $7,
          $8::text::jsonb - 'parameters' - 'envelope' - 'change_request' from operation_row),
      changed as (select pg_notify($12, $13) from operation_row)
      """;

  private static final String FIND =
      "select view::text, published from operation where operation_id = $1";

  private static final String KEEP =
      """
      with changed as (
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7::text::jsonb - 'parameters' - 'envelope'
        from history where operation_id = $1
        returning position)
      """;

  private final String replica = UUID.randomUUID().toString();

  /** This process's name in notifications. */
  public String replica() {
    return replica;
  }

  /** Adds a new operation with its first event, which is published. */
  public HopStatement insert(OperationView view, Event event) {
    var request = view.request();
    var row = history(view.id(), view.version(), event);
    row.addString(request.operation())
        .addString(request.resource().toString())
        .addString(request.resourceIdentifier())
        .addString(request.requester().subject())
        .addString(view.state().wireName())
        .addLong(event.sequence())
        .addOffsetDateTime(request.requestedAt().atOffset(ZoneOffset.UTC))
        .addString(Json.text(view));
    return new HopStatement(INSERT, row, Topics.REQUESTS, List.of(event), _ -> {});
  }

  /** Stores what an event from elsewhere led to, and tells the other replicas. */
  public HopStatement learned(OperationView view, Event event, Consumer<Row> afterCommit) {
    return HopStatement.quiet(UPDATE, update(view, event, 0), afterCommit);
  }

  /** Stores what an event of this service led to, publishes it, and tells the other replicas. */
  public HopStatement published(OperationView view, Event event, Consumer<Row> afterCommit) {
    return new HopStatement(
        UPDATE, update(view, event, 1), Topics.REQUESTS, List.of(event), afterCommit);
  }

  private Tuple update(OperationView view, Event event, int published) {
    var row = history(view.id(), view.version(), event);
    row.addString(view.state().wireName())
        .addLong((long) published)
        .addString(Json.text(view))
        .addString(CHANNEL)
        .addString(replica + ' ' + view.id());
    return row;
  }

  /** Keeps an event of an operation that is not known here. */
  public HopStatement keep(String operationId, Event event) {
    var row = Tuple.tuple().addString(operationId);
    return HopStatement.quiet(KEEP, event(row, event), _ -> {});
  }

  /** The operation, locked until the transaction ends. */
  public Uni<Optional<Locked>> lock(SqlConnection transaction, String operationId) {
    return new Look(transaction, true)
        .rows(FIND, Tuple.of(operationId))
        .map(rows -> first(rows).map(row -> new Locked(view(row.getString(0)), row.getLong(1))));
  }

  /** The operation. */
  public Uni<Optional<OperationView>> find(SqlClient sql, String operationId) {
    return find(new Look(sql, false), operationId);
  }

  /** The operation, for something that is to be stored about it. */
  Uni<Optional<OperationView>> find(Look look, String operationId) {
    return look.rows(FIND, Tuple.of(operationId))
        .map(rows -> first(rows).map(row -> view(row.getString(0))));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    var row = rows.iterator();
    return row.hasNext() ? Optional.of(row.next()) : Optional.empty();
  }

  static OperationView view(String json) {
    return Json.read(json, OperationView.class);
  }

  private static Tuple history(String operationId, long position, Event event) {
    return event(Tuple.tuple().addString(operationId).addLong(position), event);
  }

  private static Tuple event(Tuple row, Event event) {
    return row.addString(event.type())
        .addString(event.id())
        .addString(event.source())
        .addLong(event.sequence())
        .addOffsetDateTime(event.time().atOffset(ZoneOffset.UTC))
        .addString(Json.text(event.data()));
  }

  /**
   * @param published how many events this service has published about it
   */
  public record Locked(OperationView view, long published) {}
}
