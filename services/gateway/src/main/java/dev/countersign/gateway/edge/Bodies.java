package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.BoundedBody;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives resources the body of a request, which is JSON and of a bounded size. */
@ApplicationScoped
public class Bodies {
  private final int limit;

  @Inject
  Bodies(GatewaySettings settings) {
    this.limit = settings.bodyLimit();
  }

  @ServerRequestFilter
  Uni<Void> read(ContainerRequestContext request, RoutingContext http) {
    return request.getMethod().equals("POST")
        ? BoundedBody.read(http.request(), limit)
            .invoke(body -> request.setEntityStream(new ByteArrayInputStream(body)))
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }
}
