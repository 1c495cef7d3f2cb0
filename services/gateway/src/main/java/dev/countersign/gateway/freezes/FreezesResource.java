package dev.countersign.gateway.freezes;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.gateway.edge.Onward;
import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.settings.GatewaySettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Shows what is frozen, and what will be. */
@RolesAllowed(Readers.ROLE)
@Path("/api/freezes")
public class FreezesResource {
  private final Onward onward;
  private final GatewaySettings settings;

  @Inject
  FreezesResource(Onward onward, GatewaySettings settings) {
    this.onward = onward;
    this.settings = settings;
  }

  /** At the time that {@code at} names, and now where there is none. */
  @GET
  public Uni<Response> freezes(@Context RoutingContext http) {
    var policy = settings.policyUrl().orElse(null);
    return policy == null
        ? Uni.createFrom().failure(unavailable("No policy service is configured here.").found())
        : onward.pass(
            new Onward.To("the policy service", policy, settings.policyTimeout(), List.of()),
            http,
            unavailable("The policy service does not answer."));
  }

  private static Problem unavailable(String detail) {
    return Problem.of(ProblemType.POLICY_UNAVAILABLE, detail)
        .nextStep("Try again in a few seconds. Freezes are in force all the same.")
        .retryAfter(5);
  }
}
