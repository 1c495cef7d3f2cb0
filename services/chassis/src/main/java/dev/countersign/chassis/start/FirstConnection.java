package dev.countersign.chassis.start;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/**
 * Opens a connection to the database beside the rest of the start. The first one of a process takes
 * its time, most of it for the thousands of rounds that PostgreSQL asks a password to be hashed
 * (SCRAM), in code that is not compiled yet; readiness would wait for it at the end.
 */
@ApplicationScoped
class FirstConnection {
  private static final Logger LOG = Logger.getLogger(FirstConnection.class);

  private final Pool pool;

  @Inject
  FirstConnection(Pool pool) {
    this.pool = pool;
  }

  /** Before the first that waits for anything. A database that is not there is others' to tell. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
    pool.getConnection()
        .subscribe()
        .with(
            connection -> connection.closeAndForget(),
            fault -> LOG.debug("no connection to the database yet", fault));
  }
}
