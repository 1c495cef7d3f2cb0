package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.json.Json;
import dev.countersign.gateway.operation.core.OperationView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of an operation and of its history. The operation's row is locked before anything is
 * added to its history, so that positions become visible in their order.
 */
@ApplicationScoped
public class OperationStore {
  /** Where other replicas hear of a change. The payload is {@code <replica> <operation id>}. */
  public static final String CHANNEL = "gateway_operation";

  private static final String INSERT =
      """
      with history_row as (
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)),
      changed as (
        insert into operation (operation_id, operation, instance_key, instance_identifier,
          requester, state, version, published, requested_at, view)
        values ($1, $9, $10, $11, $12, $13, $2, $14, $15, $16::text::jsonb)
        returning operation_id)
      """;

  private static final String UPDATE =
      """
      with history_row as (
        insert into history (operation_id, position, type, event_id, source, sequence, time, data)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)),
      operation_row as (
        update operation set state = $9, version = $2, published = published + $10,
          view = $11::text::jsonb, updated_at = now()
        where operation_id = $1)
      select pg_notify($12, $13)
      """;

  private static final String LOCK =
      "select view::text, published from operation where operation_id = $1 for update";

  private static final String FIND = "select view::text from operation where operation_id = $1";

  private static final String KEEP =
      """
      insert into history (operation_id, position, type, event_id, source, sequence, time, data)
      select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7::text::jsonb
      from history where operation_id = $1
      """;

  private final String replica = UUID.randomUUID().toString();

  /** This process's name in notifications. */
  public String replica() {
    return replica;
  }

  /** A statement that yields one row, as {@link dev.countersign.relay.Hop#change} takes it. */
  public record Change(String statement, Tuple values) {}

  /** Adds a new operation with its first event. */
  public Uni<Void> insert(SqlClient sql, OperationView view, Event event) {
    var insertion = insertion(view, event);
    return sql.preparedQuery(insertion.statement() + " select * from changed")
        .execute(insertion.values())
        .replaceWithVoid();
  }

  /** What adds a new operation with its first event. */
  public Change insertion(OperationView view, Event event) {
    var request = view.request();
    var row = history(view.id(), view.version(), event);
    row.addString(request.operation())
        .addString(request.instance().toString())
        .addString(request.instanceIdentifier())
        .addString(request.requester().subject())
        .addString(view.state().wireName())
        .addLong(event.sequence())
        .addOffsetDateTime(request.requestedAt().atOffset(ZoneOffset.UTC))
        .addString(Json.text(view));
    return new Change(INSERT, row);
  }

  /**
   * Stores what an event led to, and tells the other replicas when the transaction commits.
   *
   * @param published how many events of this service's own this adds
   */
  public Uni<Void> update(SqlClient sql, OperationView view, Event event, int published) {
    var row = history(view.id(), view.version(), event);
    row.addString(view.state().wireName())
        .addLong((long) published)
        .addString(Json.text(view))
        .addString(CHANNEL)
        .addString(replica + ' ' + view.id());
    return sql.preparedQuery(UPDATE).execute(row).replaceWithVoid();
  }

  /** Keeps an event of an operation that is not known here. */
  public Uni<Void> keep(SqlClient sql, String operationId, Event event) {
    var row = Tuple.tuple().addString(operationId);
    return sql.preparedQuery(KEEP).execute(event(row, event)).replaceWithVoid();
  }

  /** The operation, locked until the transaction ends. */
  public Uni<Optional<Locked>> lock(SqlClient sql, String operationId) {
    return sql.preparedQuery(LOCK)
        .execute(Tuple.of(operationId))
        .map(rows -> {
          for (var row : rows) {
            return Optional.of(new Locked(view(row.getString(0)), row.getLong(1)));
          }
          return Optional.empty();
        });
  }

  /** The operation. */
  public Uni<Optional<OperationView>> find(SqlClient sql, String operationId) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(operationId))
        .map(rows -> {
          for (var row : rows) {
            return Optional.of(view(row.getString(0)));
          }
          return Optional.empty();
        });
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
