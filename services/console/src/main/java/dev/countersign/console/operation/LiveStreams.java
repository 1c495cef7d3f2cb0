package dev.countersign.console.operation;

import dev.countersign.console.page.Streams;
import dev.countersign.console.person.Session;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Tells pages that something has changed. */
@Path("/live")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class LiveStreams {
  private final Session session;
  private final Streams streams;

  @Inject
  LiveStreams(Session session, Streams streams) {
    this.session = session;
    this.streams = streams;
  }

  /** Whatever happens to any operation. */
  @GET
  public Multi<OutboundSseEvent> all(@Context Sse sse) {
    var api = session.api();
    return streams.of(sse, api::followAll);
  }

  /** What happens to one, behind what a page has seen, until it has ended. */
  @GET
  @Path("{id}")
  public Multi<OutboundSseEvent> one(
      @PathParam("id") String id,
      @QueryParam("seen") @DefaultValue("0") long seen,
      @Context Sse sse) {
    var api = session.api();
    return streams.of(sse, () -> api.follow(id, seen));
  }
}
