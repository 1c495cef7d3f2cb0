package dev.countersign.executor.hosting;

import dev.countersign.executor.discovery.Discovery;
import dev.countersign.executor.execution.Worker;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * First things first after a start: what a dead process left in flight is taken up and looked at
 * before all accounts are listed, which costs as much again and is urgent for nobody.
 */
@Singleton
class Resumption {
  private static final Duration LOOK = Duration.ofMillis(100);
  // Listing begins after this, whatever is left.
  private static final Duration LONGEST = Duration.ofSeconds(20);

  // Whether others hold something, alive or dead.
  private static final String HELD_BY_OTHERS =
      "select 1 from executions where ended_at is null and holds_resource"
          + " and lease_owner is distinct from $1 limit 1";

  private final Pool pool;
  private final Worker worker;
  private final Discovery discovery;
  private final Vertx vertx;

  @Inject
  Resumption(Pool pool, Worker worker, Discovery discovery, Vertx vertx) {
    this.pool = pool;
    this.worker = worker;
    this.discovery = discovery;
    this.vertx = vertx;
  }

  void start(@Observes @Priority(10) StartupEvent event) {
    pool.preparedQuery(HELD_BY_OTHERS)
        .execute(Tuple.of(worker.owner()))
        .subscribe()
        .with(
            held -> {
              if (held.rowCount() > 0) {
                afterwards(System.nanoTime() + LONGEST.toNanos());
              } else {
                discovery.begin();
              }
            },
            fault -> discovery.begin());
  }

  private void afterwards(long deadline) {
    vertx.setTimer(
        LOOK.toMillis(),
        fired -> {
          if (worker.caughtUp() || System.nanoTime() - deadline > 0) {
            discovery.begin();
          } else {
            afterwards(deadline);
          }
        });
  }
}
