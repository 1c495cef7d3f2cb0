package dev.countersign.gateway.preview;

import dev.countersign.chassis.http.Answers;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.resource.Candidates;
import dev.countersign.gateway.resource.ResourceStore;
import dev.countersign.gateway.settings.DatabasePatience;
import dev.countersign.gateway.settings.GatewaySettings;
import dev.countersign.gateway.submission.SubmissionReader;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code POST /api/previews}: what would happen, were the same body submitted. */
@RolesAllowed(Readers.ROLE)
@Path("/api/previews")
public class PreviewResource {
  private final SubmissionReader reader;
  private final Pool pool;
  private final ResourceStore resources;
  private final DatabasePatience patience;
  private final Forecast forecast;
  private final Clock clock;

  @Inject
  PreviewResource(
      OperationCatalogue catalogue,
      Pool pool,
      ResourceStore resources,
      DatabasePatience patience,
      Forecast forecast,
      Clock clock,
      GatewaySettings settings) {
    this.reader = new SubmissionReader(catalogue, settings.parametersLimit());
    this.pool = pool;
    this.resources = resources;
    this.patience = patience;
    this.forecast = forecast;
    this.clock = clock;
  }

  /** With the body of {@code POST /api/operations}; changes nothing. */
  @POST
  public Uni<Response> preview(byte[] body, @Context RoutingContext http) {
    var submission = reader.read(body);
    var call = Call.of(http);
    return patience
        .bounded(resources.find(pool, submission.resource()))
        .map(found -> Candidates.only(found, submission.resource().field()))
        .chain(resource -> {
          var request = submission.on(resource, EventIds.next(), call, clock.instant());
          return forecast
              .of(request, resource, http)
              .map(preview -> Answers.json(200, PreviewJson.of(request, preview)).build());
        });
  }
}
