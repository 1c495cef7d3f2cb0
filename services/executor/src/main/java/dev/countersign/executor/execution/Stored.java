package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Order;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An execution as it is on record, claimed by this process.
 *
 * @param version counts the stored changes
 * @param sequence of the last event about it
 * @param cancel what policy approved to stop, or null
 */
record Stored(
    Order order,
    State state,
    Trace trace,
    long version,
    long fence,
    long sequence,
    @Nullable Cancel cancel) {
  static final String COLUMNS =
      """
      e.operation_id, e.order_document::text as order_document, e.phase, e.state::text as state,
      e.version, e.fence, e.event_sequence, e.correlation_id, e.causation_id, e.traceparent,
      e.cancel::text as cancel
      """;

  private static final Map<String, Class<? extends State>> PHASES =
      List.of(
              State.Ready.class,
              State.Claimed.class,
              State.Preflight.class,
              State.Intent.class,
              State.Accepted.class,
              State.Refused.class,
              State.Unknown.class,
              State.Confirming.class,
              State.Watching.class,
              State.Ended.class)
          .stream()
          .collect(Collectors.toUnmodifiableMap(Stored::name, Function.identity()));

  static Stored read(Row row) {
    var cancel = row.getString("cancel");
    var order = Shared.order(Json.read(row.getString("order_document"), Order.class));
    return new Stored(
        order,
        Shared.state(state(row.getString("phase"), row.getString("state")), order),
        new Trace(
            row.getString("correlation_id"),
            row.getString("causation_id"),
            row.getString("traceparent")),
        row.getLong("version"),
        row.getLong("fence"),
        row.getLong("event_sequence"),
        cancel == null ? null : Json.read(cancel, Cancel.class));
  }

  static State state(String phase, String document) {
    var type = PHASES.get(phase);
    if (type == null) {
      throw new IllegalStateException("a phase that this version does not know: " + phase);
    }
    return Json.read(document, type);
  }

  /** For example {@code confirming}. */
  static String phase(State state) {
    return name(state.getClass());
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
