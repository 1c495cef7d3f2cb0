package dev.countersign.audit.edge;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.json.Json;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What every answer has, whoever gives it: a correlation id, no caching, a line in the access log.
 * And the answers that no resource gives.
 */
final class Answers {
  private static final Logger LOG = Logger.getLogger("dev.countersign.audit.access");
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:/=+-]{1,128}");
  private static final String HEADER = "X-Correlation-Id";

  /** Before authentication, whose refusals have an id as well. */
  private static final int FIRST = 10_000;

  void first(@Observes Filters filters) {
    filters.register(Answers::begin, FIRST);
  }

  void others(@Observes Router router) {
    router.errorHandler(404, context -> send(context, Problems.nothingHere()));
    router.errorHandler(400, context -> send(context, Problems.nothingHere()));
    router.errorHandler(500, context -> send(context, Problems.of(context.failure())));
  }

  /** Of this request; made where the client gave none that can be taken. */
  static String correlationId(RoutingContext context) {
    String known = context.get(HEADER);
    if (known != null) {
      return known;
    }
    var given = context.request().getHeader(HEADER);
    var id = given != null && CORRELATION.matcher(given).matches() ? given : EventIds.next();
    context.put(HEADER, id);
    return id;
  }

  private static void begin(RoutingContext context) {
    var id = correlationId(context);
    context
        .response()
        .putHeader(HEADER, id)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (context.normalizedPath().startsWith("/q/")) {
      context.next();
      return;
    }
    var begun = System.nanoTime();
    // In the context of this request: every line of the log until its end has it.
    MDC.put(LogContext.CORRELATION_ID, id);
    context.addEndHandler(_ -> LogContext.run(id, () -> log(context, begun)));
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      // The framework would answer it by itself, and to everybody.
      context.response().putHeader("Allow", Problems.METHODS);
      send(context, Problems.notThisMethod());
      return;
    }
    context.next();
  }

  private static void send(RoutingContext context, Problem problem) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(problem.type().status())
          .putHeader("Content-Type", "application/problem+json")
          .end(Buffer.buffer(Json.bytes(problem.document(correlationId(context)))));
    }
  }

  /** The path without its query, and no header: nothing that could be a secret. */
  private static void log(RoutingContext context, long begun) {
    LOG.infof(
        "%s %s %d %d ms",
        context.request().method(),
        context.normalizedPath(),
        context.response().getStatusCode(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }
}
