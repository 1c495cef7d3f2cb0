package dev.countersign.chassis.start;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * No shutdown takes longer than its limit, whatever hangs: everything that matters is on record, so
 * a hard end loses nothing, and a supervisor would put one in our stead.
 */
@ApplicationScoped
class Farewell {
  private static final Logger LOG = Logger.getLogger(Farewell.class);
  private static final Duration LIMIT = Duration.ofSeconds(19);
  private static final int TERMINATED = 143;

  private final AtomicBoolean running = new AtomicBoolean();

  void soon(@Observes ShutdownDelayInitiatedEvent event) {
    begin();
  }

  void now(@Observes @Priority(0) ShutdownEvent event) {
    begin();
  }

  private void begin() {
    // In tests and other places that go on living after a service, its end is not theirs.
    if (Service.isMain() && running.compareAndSet(false, true)) {
      LOG.info("stopping: no longer ready");
      Thread.ofPlatform().daemon().name("farewell").start(Farewell::guard);
    }
  }

  private static void guard() {
    try {
      Thread.sleep(LIMIT);
      System.err.println("stopping took longer than " + LIMIT.toSeconds() + " s: ended by force");
      Runtime.getRuntime().halt(TERMINATED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
