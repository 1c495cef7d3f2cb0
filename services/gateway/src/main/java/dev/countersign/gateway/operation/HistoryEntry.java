package dev.countersign.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.countersign.contracts.json.Json;
import io.vertx.mutiny.sqlclient.Row;
import java.util.LinkedHashMap;

/**
 * One event of an operation.
 *
 * @param position from 1, in the order in which this service saw them
 * @param name the type without what all types share: {@code timed-out}
 * @param document as the API shows it
 */
public record HistoryEntry(long position, String name, RawValue document) {
  private static final String PREFIX = "dev.countersign.operation.";

  /** The rows behind a position; their number is to be added. */
  static final String ROWS =
      """
      select position as cursor, type, event_id, source, sequence, time, data, view,
        pg_column_size(data) as stored
      from history left join operation using (operation_id)
      where operation_id = $1 and position > $2 order by position limit
      """;

  /**
   * What is shown of them. What was asked for, and the form to ask elsewhere, stands in the
   * operation, once, and is put back where it was said.
   */
  static final String COLUMNS =
      """
      cursor, type, event_id, source, sequence, time,
        case when type = 'dev.countersign.operation.requested.v1' and view is not null
          then data || jsonb_build_object('parameters', view #> '{request,parameters}')
          when type = 'dev.countersign.operation.rejected.v1'
            and view #> '{decision,refusal,change_request}' is not null
          then data || jsonb_build_object('change_request', view #> '{decision,refusal,change_request}')
          else data end::text as data
      """;

  static HistoryEntry of(Row row) {
    var type = row.getString("type");
    var document = new LinkedHashMap<String, Object>();
    document.put("position", row.getLong("cursor"));
    document.put("type", type);
    document.put("id", row.getString("event_id"));
    document.put("source", row.getString("source"));
    document.put("sequence", row.getLong("sequence"));
    document.put("time", row.getOffsetDateTime("time").toInstant());
    document.put("data", Json.read(row.getString("data"), JsonNode.class));
    return new HistoryEntry(row.getLong("cursor"), name(type), new RawValue(Json.text(document)));
  }

  private static String name(String type) {
    return type.startsWith(PREFIX)
        ? type.substring(PREFIX.length()).replaceFirst("\\.v\\d+$", "")
        : type;
  }
}
