package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Optional;

/**
 * A handler that can do the same as one change, for an event that came alone: then the hop is one
 * look and one statement, where a transaction takes five round trips and more.
 */
public interface LoneEventHandler extends EventHandler {
  /**
   * The change that the event leads to. Asked before anything is stored, possibly for an event that
   * was handled before, so it only looks. Where this is empty, fails, or the change finds nothing
   * to change, {@link #handle} is called.
   */
  Uni<Optional<Change>> alone(SqlClient sql, Event event);
}
