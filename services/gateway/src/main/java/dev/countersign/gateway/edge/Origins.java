package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Problems;
import dev.countersign.gateway.settings.GatewaySettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Which web pages may call. Quarkus' own filter refuses others with a bare status. */
@Singleton
final class Origins {
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

  void put(@Observes Router router, GatewaySettings settings) {
    settings
        .corsOrigins()
        .ifPresent(origins -> {
          for (var root : ROOTS) {
            router.route(root).handler(cors(origins)).failureHandler(Origins::refuse);
          }
        });
  }

  private static CorsHandler cors(List<String> origins) {
    return CorsHandler.create()
        .addOrigins(origins)
        .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE))
        .allowedHeaders(SENT)
        .exposedHeaders(SHOWN)
        .maxAgeSeconds(3600);
  }

  private static void refuse(RoutingContext http) {
    if (http.statusCode() != 403) {
      http.next();
      return;
    }
    Problems.send(
        http,
        Problem.of(ProblemType.ORIGIN_NOT_ALLOWED, "Pages of this web origin may not call the API.")
            .nextStep("Ask the operators to add the origin to the gateway's settings."));
  }
}
