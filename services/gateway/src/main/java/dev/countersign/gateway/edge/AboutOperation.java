package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Answers;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Tells the log which operation a request is about, where its path says so. */
public final class AboutOperation {
  @ServerRequestFilter
  void say(ContainerRequestContext request, RoutingContext http) {
    Answers.about(http, request.getUriInfo().getPathParameters().getFirst("operation_id"));
  }
}
