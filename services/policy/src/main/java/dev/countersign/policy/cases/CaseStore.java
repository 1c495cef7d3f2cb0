package dev.countersign.policy.cases;

import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.OperationCase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The cases table. */
final class CaseStore {
  private static final String FIND =
      """
      select c.state, c.request::text as request, c.trace::text as trace, c.park_until,
             c.instance_key, c.sequence, c.version, i.body::text as instance
      from (select $1::text as operation_id, $2::text as instance_key) asked
      left join cases c on c.operation_id = asked.operation_id
      left join instances i
        on i.instance_key = case when c.request is null then asked.instance_key else c.instance_key end
      """;

  private static final String INSERT =
      """
      with changed as (
        insert into cases (operation_id, instance_key, state, request, trace, park_until, decision,
                           sequence, version, opened_at, changed_at)
        values ($1, $2, $3, $4::text::jsonb, $5::text::jsonb, $6, $7::text::jsonb, $8, $9 + 1, $10, $10)
        on conflict (operation_id) do nothing
        returning operation_id)
      """;

  private static final String UPDATE =
      """
      with changed as (
        update cases
        set instance_key = $2, state = $3, request = $4::text::jsonb, trace = $5::text::jsonb, park_until = $6,
            decision = coalesce(decision, $7::text::jsonb), sequence = $8, version = $9 + 1,
            changed_at = $10
        where operation_id = $1 and version = $9
        returning operation_id)
      """;

  /** The case of an operation, whether it is there or not. */
  static Uni<StoredCase> find(SqlClient sql, String operationId, InstanceKey instance) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(operationId, instance.toString()))
        .map(rows -> read(operationId, instance, rows.iterator().next()));
  }

  /** What stores a case: changes nothing where it was moved since it was read. */
  static String statement(StoredCase before) {
    return before.version() == 0 ? INSERT : UPDATE;
  }

  /**
   * The values of that: where the case stands now.
   *
   * @param sequence of the last event about it
   * @param decision what was decided, when it just was
   */
  static Tuple values(
      StoredCase before,
      CaseState next,
      long sequence,
      Trace trace,
      @Nullable EventData decision,
      Instant now) {
    var request = OperationCase.request(next);
    return Tuple.tuple()
        .addString(before.operationId())
        .addString(before.instanceKey().toString())
        .addString(name(next))
        .addString(request == null ? null : Json.text(request))
        .addString(Json.text(trace))
        .addOffsetDateTime(
            next instanceof Parked parked ? parked.until().atOffset(ZoneOffset.UTC) : null)
        .addString(decision == null ? null : Json.text(decision))
        .addLong(sequence)
        .addLong(before.version())
        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
  }

  private static StoredCase read(String operationId, InstanceKey asked, Row row) {
    var body = row.getString("instance");
    var instance = body == null ? null : Json.read(body, Instance.class);
    var version = row.getLong("version");
    if (version == null) {
      return new StoredCase(operationId, asked, new Unseen(), 0, 0, null, instance);
    }
    var state = state(row);
    return new StoredCase(
        operationId,
        // Until it is asked for, an operation has no instance, whatever a cancel may have named.
        state instanceof Unseen ? asked : InstanceKey.parse(row.getString("instance_key")),
        state,
        row.getLong("sequence"),
        version,
        Json.read(row.getString("trace"), Trace.class),
        instance);
  }

  private static CaseState state(Row row) {
    var name = row.getString("state");
    if (name.equals("unseen")) {
      return new Unseen();
    }
    var request = Json.read(row.getString("request"), OperationRequested.class);
    return switch (name) {
      case "parked" -> new Parked(request, row.getOffsetDateTime("park_until").toInstant());
      case "approved" -> new Approved(request);
      case "refused" -> new Refused(request);
      case "cancelled" -> new Cancelled(request);
      default -> throw new IllegalStateException("a state that the table does not allow: " + name);
    };
  }

  private static String name(CaseState state) {
    return switch (state) {
      case Unseen _ -> "unseen";
      case Parked _ -> "parked";
      case Approved _ -> "approved";
      case Refused _ -> "refused";
      case Cancelled _ -> "cancelled";
    };
  }

  private CaseStore() {}
}
