package dev.countersign.audit.query;

import dev.countersign.chassis.http.Gate;
import dev.countersign.chassis.http.Offered;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A stranger is asked for a token before hearing that a path or a method is not offered. */
@ApplicationScoped
public class TokenFirst {
  @ServerRequestFilter(preMatching = true, priority = Gate.PRIORITY + 2)
  Uni<Void> ask(RoutingContext http) {
    var path = Offered.path();
    var method = http.request().method().name();
    var offered = Offered.at(path).contains(method.equals("HEAD") ? "GET" : method);
    return offered || !path.startsWith("/api")
        ? Uni.createFrom().voidItem()
        : Gate.askForAToken(http, path);
  }
}
