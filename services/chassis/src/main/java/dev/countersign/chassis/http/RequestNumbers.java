package dev.countersign.chassis.http;

import io.micrometer.core.instrument.Metrics;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times every answer. Quarkus' own binder comes only together with some dozens of series
 * of Vert.x, and takes the path itself for a label where a route is not its own.
 */
@Singleton
public final class RequestNumbers {
  /** Where Quarkus REST puts the template of a resource's path; others put theirs there, too. */
  public static final String TEMPLATE = "UrlPathTemplate";

  /** The label of what has no route: unknown paths, and what was refused before its route. */
  static final String NO_ROUTE = "none";

  private static final String OWN = "/q/";
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  private static final int CLIENT_LEFT = 499;

  void put(@Observes Router router) {
    // Before authentication and everything else: what those refuse is counted as well.
    router.route().order(Integer.MIN_VALUE).handler(this::count);
  }

  private void count(RoutingContext context) {
    if (!context.normalizedPath().startsWith(OWN)) {
      var begun = System.nanoTime();
      context.addEndHandler(
          end -> ended(context, begun, end.succeeded() && context.response().ended()));
    }
    context.next();
  }

  private static void ended(RoutingContext context, long begun, boolean sent) {
    var template = context.<String>get(TEMPLATE);
    var method = context.request().method().name();
    var status = sent ? context.response().getStatusCode() : CLIENT_LEFT;
    Metrics.timer(
            "http.server.requests",
            "method",
            METHODS.contains(method) ? method : "other",
            "uri",
            template == null ? NO_ROUTE : template,
            "status",
            Integer.toString(status))
        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }
}
