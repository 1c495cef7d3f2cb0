package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Optional;

/** A handler that is written twice: goes as soon as the executor's is an {@link EventHandler}. */
public interface TwoWays {
  /** In the transaction of a batch. */
  Uni<Void> handle(HopTransaction tx, Event event);

  /** As one statement, where it is one. */
  Uni<Optional<Change>> alone(SqlClient sql, Event event);

  /** One handler, both ways. */
  static TwoWays of(EventHandler handler) {
    return new TwoWays() {
      @Override
      public Uni<Void> handle(HopTransaction tx, Event event) {
        return handler.handle(new Look(tx.sql(), true), event).chain(tx::make);
      }

      @Override
      public Uni<Optional<Change>> alone(SqlClient sql, Event event) {
        return handler.handle(new Look(sql, false), event).map(Optional::of);
      }
    };
  }
}
