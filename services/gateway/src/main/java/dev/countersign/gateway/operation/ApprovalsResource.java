package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Query;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.edge.Readers;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;

/** What waits for the approval of people, newest first. */
@RolesAllowed(Readers.ROLE)
@Path("/api/approvals")
public class ApprovalsResource {
  private static final int MOST = 200;

  private final OperationQueries queries;
  private final LargeReads largeReads;

  @Inject
  ApprovalsResource(OperationQueries queries, LargeReads largeReads) {
    this.queries = queries;
    this.largeReads = largeReads;
  }

  /** For me to vote on, asked for by me, or all. */
  @GET
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, Set.of("for", "limit", "cursor"));
    var me = Call.of(http).requester();
    var which =
        switch (query.filled("for").orElse("me")) {
          case "me" -> new Awaited.ForMe(me.subject(), me.groups());
          case "mine" -> new Awaited.Mine(me.subject());
          case "open" -> new Awaited.Open();
          default -> throw Query.wrong("for", "is not known here", "Use me, open or mine.");
        };
    var where = which.where(Page.after(query));
    var limit = query.limit(50, MOST);
    return largeReads
        .inTurn(http, () -> queries.list(where, limit))
        .map(page -> page.answer("approvals", Map.of()));
  }
}
