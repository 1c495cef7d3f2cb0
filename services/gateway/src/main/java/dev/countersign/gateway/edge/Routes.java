package dev.countersign.gateway.edge;

import dev.countersign.gateway.settings.GatewaySettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/** Puts the API on the HTTP server. */
final class Routes {
  private static final List<String> ROOTS =
      List.of("/api", "/api/*", "/operations", "/operations/*");
  private static final Set<String> SENT =
      Set.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "Last-Event-ID",
          "Prefer",
          "X-Correlation-Id",
          "traceparent");
  private static final Set<String> SHOWN =
      Set.of(
          "Idempotency-Replayed",
          "Location",
          "Preference-Applied",
          "Retry-After",
          "X-Correlation-Id");

  void put(@Observes Router router, Api api, GatewaySettings settings) {
    // What no route takes would be answered in HTML.
    for (var status : List.of(400, 404, 405)) {
      router.errorHandler(status, context -> api.fail(context, status));
    }
    for (var root : ROOTS) {
      settings.corsOrigins().ifPresent(origins -> router.route(root).handler(cors(origins)));
      router.route(root).handler(api::handle).failureHandler(api::fail);
    }
  }

  private static CorsHandler cors(List<String> origins) {
    return CorsHandler.create()
        .addOrigins(origins)
        .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
        .allowedHeaders(SENT)
        .exposedHeaders(SHOWN)
        .maxAgeSeconds(3600);
  }
}
