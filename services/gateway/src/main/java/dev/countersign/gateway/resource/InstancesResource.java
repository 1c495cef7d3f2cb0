package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.resource.Instance;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows the inventory, and what can be done with each instance. */
@Authenticated
@Path("/api/instances")
public class InstancesResource {
  private static final int MOST = 500;
  private static final Set<String> FILTERS =
      Set.of("account", "region", "identifier", "limit", "cursor");

  private final Pool pool;
  private final ResourceStore store;
  private final OperationCatalogue catalogue;
  private final DatabasePatience patience;
  private final LargeReads largeReads;

  @Inject
  InstancesResource(
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

  /** Instances, in the order of their keys. */
  @GET
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, FILTERS);
    var filter =
        new ResourceFilter(
            Optional.of("rds"),
            Optional.of("db"),
            query.filled("account"),
            query.filled("region"),
            query.filled("identifier"),
            Page.after(query),
            query.limit(100, MOST));
    return largeReads
        .inTurn(
            http,
            () -> store.list(pool, filter, (found, row) -> InstanceJson.brief((Instance) found)))
        .map(page -> page.answer("instances", Map.of()));
  }

  /** One instance. */
  @GET
  @Path("{instance_id}")
  public Uni<Response> one(@PathParam("instance_id") String id) {
    var candidates =
        Named.Field.INSTANCE
            .parse(id)
            .map(named -> patience.bounded(store.find(pool, named)))
            .orElseGet(() -> Uni.createFrom().item(List.of()));
    return candidates
        .map(found -> (Instance) Candidates.only(found, Named.Field.INSTANCE))
        .chain(this::whole);
  }

  private Uni<Response> whole(Instance instance) {
    return patience
        .bounded(store.lastClassified(pool, instance.key()))
        .map(last -> InstanceJson.whole(instance, last, catalogue.definitions()))
        .map(document -> Answers.json(200, document).build());
  }
}
