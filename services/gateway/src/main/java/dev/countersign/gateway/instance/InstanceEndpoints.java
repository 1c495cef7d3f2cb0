package dev.countersign.gateway.instance;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Query;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.settings.DatabasePatience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Shows the inventory, and what can be done with each instance. */
@Singleton
public class InstanceEndpoints implements Endpoint.Source {
  private static final int MOST = 500;
  private static final Set<String> FILTERS =
      new TreeSet<>(Set.of("account", "region", "identifier", "limit", "cursor"));

  private final Pool pool;
  private final InstanceStore store;
  private final OperationCatalogue catalogue;
  private final DatabasePatience patience;

  @Inject
  InstanceEndpoints(
      Pool pool, InstanceStore store, OperationCatalogue catalogue, DatabasePatience patience) {
    this.pool = pool;
    this.store = store;
    this.catalogue = catalogue;
    this.patience = patience;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page("/api/instances", this::list),
        Endpoint.get("/api/instances/{instance_id}", this::one));
  }

  private Uni<Reply> list(Call call) {
    var query = new Query(call);
    var problem = query.problem(FILTERS, MOST);
    if (problem.isPresent()) {
      return Uni.createFrom().item(Reply.problem(problem.get()));
    }
    var limit = query.limit(100);
    var filter =
        new InstanceFilter(
            query.text("account"),
            query.text("region"),
            query.text("identifier"),
            query.cursor(),
            limit);
    return patience
        .bounded(store.list(pool, filter))
        .map(page -> page.reply("instances", Map.of()));
  }

  private Uni<Reply> one(Call call) {
    var reference = InstanceReference.parse(call.path("instance_id"));
    Uni<List<Instance>> candidates =
        reference.isEmpty()
            ? Uni.createFrom().item(List.<Instance>of())
            : patience.bounded(store.find(pool, reference.get()));
    return candidates.chain(found ->
        switch (Resolution.of(found)) {
          case Resolution.NotOne(var problem) -> Uni.createFrom().item(Reply.problem(problem));
          case Resolution.Found(var instance) ->
              patience
                  .bounded(store.lastClassified(pool, instance.key()))
                  .map(last ->
                      Reply.json(200, InstanceJson.whole(instance, last, catalogue.definitions())));
        });
  }
}
