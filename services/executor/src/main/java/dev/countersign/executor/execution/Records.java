package dev.countersign.executor.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Attempt;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Found.Standing;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.SignedOrders.NotToBeBelieved;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads executions from the record. The order and its terms come out of the signed envelope; of the
 * row count only the state, fence and version. A row that cannot be read is one execution's trouble
 * and must not keep the others from being taken up.
 */
@Singleton
class Records {
  static final String COLUMNS =
      """
      e.operation_id, e.instance_key, e.envelope::text as envelope, e.phase,
      e.state::text as state, e.version, e.fence, e.event_sequence, e.correlation_id,
      e.causation_id, e.traceparent, e.cancel::text as cancel
      """;

  private static final String TERMS = "terms";

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
          .collect(Collectors.toUnmodifiableMap(Records::name, Function.identity()));

  private final SignedOrders orders;

  @Inject
  Records(SignedOrders orders) {
    this.orders = orders;
  }

  Found read(Row row) {
    var standing = standing(row);
    try {
      var verified =
          orders.open(standing.operationId(), standing.instanceKey(), text(row, "envelope"));
      var cancel = row.getString("cancel");
      return new Stored(
          standing,
          verified.order(),
          state(text(row, "phase"), text(row, "state"), verified.terms()),
          verified.by(),
          cancel == null ? null : Json.read(cancel, Cancel.class));
    } catch (NotToBeBelieved e) {
      return new Doubtful(standing, whateverState(row, standing), e.fault());
    } catch (RuntimeException e) {
      return new Doubtful(
          standing,
          whateverState(row, standing),
          new Fault(
              "record-unreadable",
              null,
              null,
              "What is on record of the operation cannot be read.",
              "Tell whoever runs Countersign: somebody changed the executor's records, or it was"
                  + " written by a version that this one does not know."));
    }
  }

  private static Standing standing(Row row) {
    return new Standing(
        text(row, "operation_id"),
        text(row, "instance_key"),
        trace(row),
        row.getLong("fence"),
        row.getLong("version"),
        row.getLong("event_sequence"));
  }

  static Trace trace(Row row) {
    return new Trace(
        row.getString("correlation_id"),
        row.getString("causation_id"),
        row.getString("traceparent"));
  }

  /** Where nothing signed can be read: as far as the row tells, and otherwise not known. */
  private static State whateverState(Row row, Standing standing) {
    var bare = Terms.bare(standing.operationId(), Instant.EPOCH);
    try {
      return state(text(row, "phase"), text(row, "state"), bare);
    } catch (RuntimeException e) {
      var attempt = new Attempt(0, "", Instant.EPOCH, Instant.EPOCH, Map.of(), null);
      return new State.Unknown(bare, attempt, "its record cannot be read");
    }
  }

  static State state(String phase, String document, Terms terms) {
    var type = PHASES.get(phase);
    if (type == null) {
      throw new IllegalStateException("a phase that this version does not know: " + phase);
    }
    var tree = Json.read(document, ObjectNode.class);
    tree.set(TERMS, Json.mapper().valueToTree(terms));
    // The version before did not ask for AWS's clock.
    if (tree.get("attempt") instanceof ObjectNode attempt && !attempt.has("ours_from")) {
      attempt.set("ours_from", attempt.get("intended_at"));
    }
    return Shared.state(Json.read(Json.text(tree), type), terms);
  }

  /** A state as it is stored. Its terms are there for the version before, and not read here. */
  static String document(State state) {
    return Json.text(state);
  }

  /** For example {@code confirming}. */
  static String phase(State state) {
    return name(state.getClass());
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String text(Row row, String column) {
    @Nullable String text = row.getString(column);
    if (text == null) {
      throw new IllegalStateException("nothing in " + column);
    }
    return text;
  }
}
