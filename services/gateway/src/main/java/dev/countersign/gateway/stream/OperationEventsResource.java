package dev.countersign.gateway.stream;

import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.OperationQueries;
import dev.countersign.gateway.operation.OperationsResource;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Live updates of one operation. */
@RolesAllowed(Readers.ROLE)
@Path("/api/operations/{operation_id}/events")
public class OperationEventsResource {
  private final Streams streams;
  private final Updates updates;
  private final OperationQueries queries;

  @Inject
  OperationEventsResource(Streams streams, Updates updates, OperationQueries queries) {
    this.streams = streams;
    this.updates = updates;
    this.queries = queries;
  }

  /** From its beginning, or from where the client left off. */
  @GET
  public Uni<Response> follow(
      @PathParam("operation_id") String id,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @Context RoutingContext http) {
    return queries
        .find(id)
        .chain(found -> {
          if (found.isEmpty()) {
            throw OperationsResource.notFound();
          }
          var stream = streams.open(http);
          var operation = new OperationStream(stream, queries, id, after(lastEventId));
          var subscription = updates.listen(id, _ -> stream.onContext(operation::changed));
          stream.afterwards(subscription::close);
          operation.changed();
          return stream.untilItEnds();
        });
  }

  private static long after(@Nullable String lastEventId) {
    return lastEventId != null && lastEventId.matches("\\d{1,18}")
        ? Long.parseLong(lastEventId)
        : 0;
  }
}
