package dev.countersign.gateway.stream;

import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.live.Updates;
import dev.countersign.gateway.operation.OperationJson;
import dev.countersign.gateway.operation.core.OperationView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Live updates of all operations, from now on. */
@RolesAllowed(Readers.ROLE)
@Path("/api/events")
public class EventsResource {
  private final Streams streams;
  private final Updates updates;

  @Inject
  EventsResource(Streams streams, Updates updates) {
    this.streams = streams;
    this.updates = updates;
  }

  /** Each update is a whole operation. */
  @GET
  public Uni<Response> follow(@Context RoutingContext http) {
    var stream = streams.open(http);
    var subscription = updates.listen(view -> stream.onContext(() -> show(stream, view)));
    stream.afterwards(subscription::close);
    return stream.untilItEnds();
  }

  /** A client that does not keep up misses updates; each that it gets is whole. */
  private static void show(EventStream stream, OperationView view) {
    if (stream.open() && stream.keepsUp()) {
      stream.event(view.id() + '/' + view.version(), "operation", OperationJson.of(view));
    }
  }
}
