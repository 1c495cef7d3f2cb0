package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.edge.Page.Part;
import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.resource.ResourceStore.Listed;
import dev.countersign.gateway.settings.DatabasePatience;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows resources of every kind, and what can be done with each. */
@RolesAllowed(Readers.ROLE)
@Path("/api/resources")
public class InventoryResource {
  private static final int MOST = 500;
  private static final Set<String> FILTERS =
      Set.of(
          "service",
          "type",
          "account",
          "region",
          "identifier",
          "engine",
          "status",
          "tag",
          "environment",
          "limit",
          "cursor");

  private final Pool pool;
  private final ResourceStore store;
  private final OperationCatalogue catalogue;
  private final DatabasePatience patience;
  private final LargeReads largeReads;
  private final Allowed allowed;

  @Inject
  InventoryResource(
      Pool pool,
      ResourceStore store,
      OperationCatalogue catalogue,
      DatabasePatience patience,
      LargeReads largeReads,
      Allowed allowed) {
    this.pool = pool;
    this.store = store;
    this.catalogue = catalogue;
    this.patience = patience;
    this.largeReads = largeReads;
    this.allowed = allowed;
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
            query.filled("engine"),
            query.filled("status"),
            query.filled("tag"),
            Page.after(query),
            query.limit(100, MOST));
    var environment = EnvironmentFilter.of(query);
    // Policy is asked after the turn: a slow one must not keep the lists of others waiting.
    return largeReads
        .inTurn(http, () -> store.list(pool, filter))
        .chain(part ->
            allowed
                .of(part.entries().stream().map(Listed::resource).toList(), http)
                .map(known -> page(part, known, environment)))
        .map(page -> page.answer("resources", Map.of()));
  }

  private static Page page(
      Part<Listed> part, Map<String, OnResource> known, EnvironmentFilter environment) {
    var entries = new ArrayList<RawValue>();
    for (var listed : part.entries()) {
      var may = known.get(listed.resource().key().toString());
      if (environment.lets(may)) {
        entries.add(
            new RawValue(
                Json.text(ResourceJson.brief(listed.resource(), listed.environment(), may))));
      }
    }
    return new Page(entries, part.next());
  }

  /** One resource, by key or ARN. An ARN may have slashes. */
  @GET
  @Path("{resource: .+}")
  public Uni<Response> one(@PathParam("resource") String name, @Context RoutingContext http) {
    var named = Named.Field.RESOURCE.parse(name).orElseThrow(Named.Field.RESOURCE::unreadable);
    return patience
        .bounded(store.find(pool, named))
        .map(found -> Candidates.only(found, named.field()))
        .chain(resource -> whole(resource, http));
  }

  private Uni<Response> whole(Resource resource, RoutingContext http) {
    return patience
        .bounded(store.lastClassified(pool, resource.key()))
        .chain(last ->
            allowed
                .of(List.of(resource), http)
                .map(known ->
                    ResourceJson.whole(
                        resource,
                        last,
                        known.get(resource.key().toString()),
                        catalogue.definitions())))
        .map(document -> Answers.json(200, document).build());
  }
}
