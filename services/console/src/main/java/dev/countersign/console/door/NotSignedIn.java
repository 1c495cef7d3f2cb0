package dev.countersign.console.door;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Without a session, a page is the way to sign in. What changes something is not: the browser would
 * come back with nothing of what was written. It is told, and so is what a script asks for.
 */
@Singleton
final class NotSignedIn implements JavaScriptRequestChecker {
  private static final int BEHIND_THE_ORIGIN = 7_000;
  private static final String SESSION = "q_session";

  void put(@Observes Filters filters) {
    filters.register(NotSignedIn::look, BEHIND_THE_ORIGIN);
  }

  private static void look(RoutingContext http) {
    if (http.request().method().equals(HttpMethod.POST) && !hasSession(http)) {
      Refusals.notSignedIn(http);
    } else {
      http.next();
    }
  }

  private static boolean hasSession(RoutingContext http) {
    return http.request().cookies().stream()
        .anyMatch(cookie -> cookie.getName().startsWith(SESSION));
  }

  /** Answered with a status instead of the way to another site, which no script could follow. */
  @Override
  public boolean isJavaScriptRequest(RoutingContext http) {
    var request = http.request();
    return request.getHeader("HX-Request") != null
        || "text/event-stream".equals(request.getHeader("Accept"));
  }
}
