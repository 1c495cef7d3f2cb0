package dev.countersign.chassis.telemetry;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.OperationEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Fields of each log line that is written while an event is handled. In a service they belong to
 * the Vert.x context of the batch, whose events are handled one after the other.
 */
public final class LogContext {
  /** The same from the edge through every hop. */
  public static final String CORRELATION_ID = "correlation_id";

  /** The operation that the line is about. */
  public static final String OPERATION_ID = "operation_id";

  /** Does something whose log lines are about this event. */
  public static void run(Event event, Runnable action) {
    run(fields(event), action);
  }

  /**
   * Does something whose log lines are about this correlation id.
   *
   * @param operationId the operation that they are about, too; null for none
   */
  public static void run(String correlationId, @Nullable String operationId, Runnable action) {
    run(fields(correlationId, operationId), action);
  }

  private static void run(Map<String, String> fields, Runnable action) {
    // On an event loop's own context, Quarkus forgets a field as soon as it is set.
    if (Vertx.currentContext() instanceof ContextInternal context && !context.isDuplicate()) {
      context.duplicate().dispatch(() -> tagged(fields, action));
    } else {
      tagged(fields, action);
    }
  }

  private static void tagged(Map<String, String> fields, Runnable action) {
    var before = new HashMap<String, @Nullable Object>();
    fields.keySet().forEach(field -> before.put(field, MDC.get(field)));
    fields.forEach(MDC::put);
    try {
      action.run();
    } finally {
      before.forEach(LogContext::restore);
    }
  }

  private static void restore(String field, @Nullable Object value) {
    if (value == null) {
      MDC.remove(field);
    } else {
      MDC.put(field, value);
    }
  }

  /** Work that is about this event, from its subscription to its end. */
  public static <T> Uni<T> during(Event event, Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .<T>deferred(() -> {
          fields(event).forEach(MDC::put);
          return work.get();
        })
        .onTermination()
        .invoke(() -> fields(event).keySet().forEach(MDC::remove));
  }

  private static Map<String, String> fields(Event event) {
    return fields(
        event.trace().correlationId(),
        event.data() instanceof OperationEvent about ? about.operationId() : null);
  }

  private static Map<String, String> fields(String correlationId, @Nullable String operationId) {
    return operationId == null
        ? Map.of(CORRELATION_ID, correlationId)
        : Map.of(CORRELATION_ID, correlationId, OPERATION_ID, operationId);
  }

  private LogContext() {}
}
