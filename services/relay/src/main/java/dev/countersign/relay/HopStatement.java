package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Consumer;

/**
 * A change of what is on record that is one statement, and what there is to say about it.
 *
 * @param statement begins with {@code with}; its last query, named {@code changed}, locks the state
 *     row that orders the events and yields one row, or none where there was nothing to change
 * @param values of the statement's parameters, from {@code $1} on; used up by making the change
 * @param topic where the events go
 * @param afterCommit gets the row that was yielded, after the commit and on the event loop: must
 *     not block, and may be lost in a crash
 */
public record HopStatement(
    String statement, Tuple values, String topic, List<Event> events, Consumer<Row> afterCommit) {
  private static final String NOTHING = "with changed as (select 1 as one)";

  /** Nothing is to be changed. */
  public static HopStatement nothing() {
    return quiet(NOTHING, Tuple.tuple(), _ -> {});
  }

  /** There is nothing to say about it. */
  public static HopStatement quiet(String statement, Tuple values, Consumer<Row> afterCommit) {
    return new HopStatement(statement, values, "", List.of(), afterCommit);
  }

  boolean isNothing() {
    return statement.equals(NOTHING);
  }
}
