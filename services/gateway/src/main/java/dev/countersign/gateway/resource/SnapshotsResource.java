package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Query;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows manual snapshots: what {@code delete_snapshot} and its like can name. */
@RolesAllowed(Readers.ROLE)
@Path("/api/snapshots")
public class SnapshotsResource {
  private static final int MOST = 500;
  private static final String CREATED_BEFORE = "created_before";
  private static final Set<String> FILTERS =
      Set.of(
          "resource",
          "instance_id",
          "cluster_id",
          "snapshot_id",
          "account",
          "region",
          CREATED_BEFORE,
          "limit",
          "cursor");

  private final SnapshotQueries queries;
  private final LargeReads largeReads;

  @Inject
  SnapshotsResource(SnapshotQueries queries, LargeReads largeReads) {
    this.queries = queries;
    this.largeReads = largeReads;
  }

  /** Snapshots of instances and of clusters, in the order of their keys. */
  @GET
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, FILTERS);
    var filter =
        new SnapshotFilter(
            Named.in(query),
            query.filled("snapshot_id"),
            query.filled("account"),
            query.filled("region"),
            createdBefore(query),
            Page.after(query),
            query.limit(100, MOST));
    return largeReads
        .inTurn(http, () -> queries.list(filter))
        .map(page -> page.answer("snapshots", Map.of()));
  }

  private static Optional<Instant> createdBefore(Query query) {
    try {
      return query.filled(CREATED_BEFORE).map(Instant::parse);
    } catch (DateTimeException e) {
      throw Query.wrong(
          CREATED_BEFORE, "is no time", "Give it in UTC, for example 2026-01-02T03:04:05Z.");
    }
  }
}
