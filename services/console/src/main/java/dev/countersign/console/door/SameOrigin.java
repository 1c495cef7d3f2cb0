package dev.countersign.console.door;

import dev.countersign.console.settings.ConsoleSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change is taken from a page of ours alone. Browsers say where a request comes from in {@code
 * Sec-Fetch-Site}; those that do not, in {@code Origin}. What says neither is refused: cookies are
 * no proof that the person meant it.
 */
@Singleton
final class SameOrigin {
  private static final int BEFORE_AUTHENTICATION = 8_000;
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final String own;

  @Inject
  SameOrigin(ConsoleSettings settings) {
    this.own = settings.url().toString();
  }

  void put(@Observes Filters filters) {
    filters.register(this::look, BEFORE_AUTHENTICATION);
  }

  private void look(RoutingContext http) {
    var request = http.request();
    if (READS.contains(request.method())
        || sent(own, request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"))) {
      http.next();
    } else {
      Refusals.otherOrigin(http);
    }
  }

  /** Whether a page of this origin has sent it. */
  static boolean sent(String own, @Nullable String site, @Nullable String origin) {
    if (origin != null && !origin.equals(own)) {
      return false;
    }
    return site == null ? origin != null : site.equals("same-origin");
  }
}
