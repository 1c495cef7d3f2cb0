package dev.countersign.chassis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.redaction.Redaction;
import dev.countersign.contracts.redaction.Secrets;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What every answer has, whoever gives it: a correlation id, no caching, a line in the access log.
 * And the answers to what never reaches a resource.
 */
@Singleton
public final class Answers {
  private static final Logger LOG = Logger.getLogger("dev.countersign.access");
  private static final String HEADER = "X-Correlation-Id";
  private static final String LOGGED = Answers.class.getName();

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Before authentication, whose refusals have an id as well. */
  private static final int FIRST = 10_000;

  void first(@Observes Filters filters) {
    filters.register(Answers::begin, FIRST);
  }

  /** The router's own answers are pages. */
  void others(@Observes Router router) {
    router.errorHandler(400, context -> Problems.send(context, Problems.malformedPath()));
    router.errorHandler(404, context -> Problems.send(context, Problems.nothingHere()));
    router.errorHandler(500, context -> Problems.send(context, Problems.of(context.failure())));
  }

  /** A JSON document. Its media type is not negotiated: there is no other. */
  public static Response.ResponseBuilder json(int status, Object document) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(Json.bytes(document));
  }

  /** Of this request; made where the client gave none that can be taken. */
  public static String correlationId(RoutingContext context) {
    String known = context.get(HEADER);
    if (known != null) {
      return known;
    }
    var id = Headers.correlationId(context.request().getHeader(HEADER)).orElseGet(EventIds::next);
    context.put(HEADER, id);
    return id;
  }

  /** Which operation a request is about: a field of all of its lines in the log. */
  public static void about(RoutingContext context, @Nullable String operationId) {
    if (operationId != null && UUID.matcher(operationId).matches()) {
      log(context, LogContext.OPERATION_ID, operationId);
      MDC.put(LogContext.OPERATION_ID, operationId);
    }
  }

  /** One more field of the access log's line. */
  public static void log(RoutingContext context, String field, String value) {
    logged(context).put(field, value);
  }

  private static void begin(RoutingContext context) {
    var id = correlationId(context);
    context
        .response()
        .putHeader(HEADER, id)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (!context.normalizedPath().startsWith("/q/")) {
      var begun = System.nanoTime();
      // In the context of this request: every line of the log until its end has it.
      MDC.put(LogContext.CORRELATION_ID, id);
      context.request().pause();
      context.addEndHandler(_ -> ended(context, id, begun));
    }
    context.next();
  }

  /** The path without its query, and no header. */
  private static void ended(RoutingContext context, String id, long begun) {
    BoundedBody.discard(context.request());
    var fields = logged(context);
    fields.forEach(MDC::put);
    LogContext.run(
        id,
        null,
        () ->
            LOG.infof(
                "%s %s %d %d ms",
                context.request().method(),
                shown(context.normalizedPath()),
                context.response().getStatusCode(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
    fields.keySet().forEach(MDC::remove);
  }

  /** The log takes secrets out of it, but only if it can see them. */
  private static String shown(String path) {
    try {
      var decoded = URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
      return Secrets.in(decoded).isPresent()
          ? Redaction.text(decoded).replaceAll("\\p{Cntrl}", "?")
          : path;
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private static Map<String, String> logged(RoutingContext context) {
    Map<String, String> fields = context.get(LOGGED);
    if (fields == null) {
      fields = new HashMap<>();
      context.put(LOGGED, fields);
    }
    return fields;
  }
}
