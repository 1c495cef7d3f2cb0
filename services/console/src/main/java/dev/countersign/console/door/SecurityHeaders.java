package dev.countersign.console.door;

import dev.countersign.console.settings.ConsoleSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Nothing that is not ours is loaded, and nobody else frames, reads or keeps what is ours. */
@Singleton
final class SecurityHeaders {
  /** Before authentication, behind the chassis's own. */
  private static final int EARLY = 9_000;

  private final String policy;

  @Inject
  SecurityHeaders(ConsoleSettings settings) {
    // Browsers hold the redirect that follows a form against form-action as well.
    this.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self' "
            + settings.signInOrigin()
            + "; frame-ancestors 'none'; base-uri 'none'";
  }

  void put(@Observes Filters filters) {
    filters.register(this::add, EARLY);
  }

  private void add(RoutingContext http) {
    var headers = http.response().headers();
    headers.set("Content-Security-Policy", policy);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    var path = http.normalizedPath();
    if (path.startsWith("/webjars/")) {
      // The path has the version.
      headers.set("Cache-Control", "public, max-age=31536000, immutable");
    } else if (path.startsWith("/assets/")) {
      headers.set("Cache-Control", "no-cache");
    }
    http.next();
  }
}
