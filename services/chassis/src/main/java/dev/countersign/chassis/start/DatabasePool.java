package dev.countersign.chassis.start;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Makes the pool of database connections on the thread that starts the service. Quarkus makes it at
 * its first use, and making it blocks: on an event loop it fails, each time anew, and no connection
 * would ever be opened.
 */
@ApplicationScoped
class DatabasePool {
  /** Before anybody uses it. */
  void start(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event, Pool pool) {
    pool.size();
  }
}
