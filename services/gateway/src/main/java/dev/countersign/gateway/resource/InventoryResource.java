package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.settings.DatabasePatience;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;

/** Shows resources of every kind, and what can be done with each. */
@Authenticated
@Path("/api/resources")
public class InventoryResource {
  private static final int MOST = 500;
  private static final Set<String> FILTERS =
      Set.of("service", "type", "account", "region", "identifier", "limit", "cursor");

  private final Pool pool;
  private final ResourceStore store;
  private final OperationCatalogue catalogue;
  private final DatabasePatience patience;
  private final LargeReads largeReads;

  @Inject
  InventoryResource(
      Pool pool,
      ResourceStore store,
      OperationCatalogue catalogue,
      DatabasePatience patience,
      LargeReads largeReads) {
    this.pool = pool;
    this.store = store;
    this.catalogue = catalogue;
    this.patience = patience;
    this.largeReads = largeReads;
  }

  /** Resources, in the order of their keys. */
  @GET
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, FILTERS);
    var filter =
        new ResourceFilter(
            query.filled("service"),
            query.filled("type"),
            query.filled("account"),
            query.filled("region"),
            query.filled("identifier"),
            Page.after(query),
            query.limit(100, MOST));
    return largeReads
        .inTurn(
            http,
            () ->
                store.list(
                    pool,
                    filter,
                    (found, row) -> ResourceJson.brief(found, row.getString("environment"))))
        .map(page -> page.answer("resources", Map.of()));
  }

  /** One resource, by key or ARN. An ARN may have slashes. */
  @GET
  @Path("{resource: .+}")
  public Uni<Response> one(@PathParam("resource") String name) {
    var named = Named.Field.RESOURCE.parse(name).orElseThrow(Named.Field.RESOURCE::unreadable);
    return patience
        .bounded(store.find(pool, named))
        .map(found -> Candidates.only(found, named.field()))
        .chain(this::whole);
  }

  private Uni<Response> whole(Resource resource) {
    return patience
        .bounded(store.lastClassified(pool, resource.key()))
        .map(last -> ResourceJson.whole(resource, last, catalogue.definitions()))
        .map(document -> Answers.json(200, document).build());
  }
}
