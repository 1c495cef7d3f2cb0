package dev.countersign.chassis.telemetry;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/**
 * Fields of each log line that is written while an event is handled. In a service they belong to
 * the Vert.x context of the batch, whose events are handled one after the other.
 */
public final class LogContext {
  /** The same from the edge through every hop. */
  public static final String CORRELATION_ID = "correlation_id";

  /** Does something whose log lines are about this correlation id. */
  public static void run(String correlationId, Runnable action) {
    // On an event loop's own context, Quarkus forgets a field as soon as it is set.
    if (Vertx.currentContext() instanceof ContextInternal context && !context.isDuplicate()) {
      context.duplicate().dispatch(() -> tagged(correlationId, action));
    } else {
      tagged(correlationId, action);
    }
  }

  private static void tagged(String correlationId, Runnable action) {
    var before = MDC.get(CORRELATION_ID);
    MDC.put(CORRELATION_ID, correlationId);
    try {
      action.run();
    } finally {
      if (before == null) {
        MDC.remove(CORRELATION_ID);
      } else {
        MDC.put(CORRELATION_ID, before);
      }
    }
  }

  /** Work that is about this event, from its subscription to its end. */
  public static <T> Uni<T> during(Event event, Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .<T>deferred(() -> {
          MDC.put(CORRELATION_ID, event.trace().correlationId());
          return work.get();
        })
        .onTermination()
        .invoke(() -> MDC.remove(CORRELATION_ID));
  }

  private LogContext() {}
}
