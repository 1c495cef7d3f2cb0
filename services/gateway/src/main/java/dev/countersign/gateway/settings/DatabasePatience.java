package dev.countersign.gateway.settings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long a client is kept waiting for the database. */
@ApplicationScoped
public class DatabasePatience {
  private final Duration patience;

  @Inject
  DatabasePatience(GatewaySettings settings) {
    this.patience = settings.databaseTimeout();
  }

  /**
   * The work, or a time-out. The work itself goes on to its end: a transaction that is cut off in
   * its commit would leave its connection in an unknown state.
   */
  public <T> Uni<T> bounded(Uni<T> work) {
    return work.memoize().indefinitely().ifNoItem().after(patience).fail();
  }
}
