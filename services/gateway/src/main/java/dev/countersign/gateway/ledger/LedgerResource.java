package dev.countersign.gateway.ledger;

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

/** Passes questions about the ledger on to the audit service, which decides who may ask them. */
@RolesAllowed(Readers.ROLE)
@Path("/api/ledger/{path: .+}")
public class LedgerResource {
  /** The caller's token, and what pages and exports are read with. */
  private static final List<String> HEADERS =
      List.of("Authorization", "If-None-Match", "If-Modified-Since", "Range");

  private final Onward onward;
  private final GatewaySettings settings;

  @Inject
  LedgerResource(Onward onward, GatewaySettings settings) {
    this.onward = onward;
    this.settings = settings;
  }

  /** Whatever audit answers. */
  @GET
  public Uni<Response> pass(@Context RoutingContext http) {
    var audit = settings.auditUrl().orElse(null);
    return audit == null
        ? Uni.createFrom().failure(unavailable("No audit service is configured here.").found())
        : onward.pass(
            new Onward.To("the audit service", audit, settings.auditTimeout(), HEADERS),
            http,
            unavailable("The audit service does not answer."));
  }

  private static Problem unavailable(String detail) {
    return Problem.of(ProblemType.LEDGER_UNAVAILABLE, detail)
        .nextStep("Try again in a few seconds. Operations are recorded all the same.")
        .retryAfter(5);
  }
}
