package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Optional;

/**
 * What a service does with one event, inside the hop's transaction. Called in the order of the
 * partition, one after the other, and never for an event that this database has handled before.
 * Whatever fails rolls the transaction back: no effects outside of {@link HopTransaction}, unless
 * after the commit.
 */
@FunctionalInterface
public interface EventHandler {
  /** Handles one event. */
  Uni<Void> handle(HopTransaction tx, Event event);

  /**
   * The same as one change, for an event that came alone: then the hop is one look and one
   * statement, where a transaction takes five round trips and more. Asked before the transaction is
   * begun, possibly for an event that was handled before, so it only looks. Where this is empty,
   * fails, or the change finds nothing to change, {@link #handle} is called.
   */
  default Uni<Optional<Change>> alone(SqlClient sql, Event event) {
    return Uni.createFrom().item(Optional.empty());
  }
}
