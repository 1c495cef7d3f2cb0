package dev.countersign.executor.execution;

import dev.countersign.executor.discovery.Discovery;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
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

  private final Executions executions;
  private final Leases leases;
  private final Worker worker;
  private final Discovery discovery;
  private final Vertx vertx;

  @Inject
  Resumption(
      Executions executions, Leases leases, Worker worker, Discovery discovery, Vertx vertx) {
    this.executions = executions;
    this.leases = leases;
    this.worker = worker;
    this.discovery = discovery;
    this.vertx = vertx;
  }

  void start(@Observes @Priority(10) StartupEvent event) {
    executions
        .heldByOthers(leases.owner())
        .subscribe()
        .with(
            held -> {
              if (held) {
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
