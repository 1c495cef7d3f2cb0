package dev.countersign.gateway.operation;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Query;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.instance.InstanceReference;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shows one operation, many, and what happened to one. */
@Singleton
public class OperationEndpoints implements Endpoint.Source {
  private static final int MOST = 200;
  private static final Set<String> FILTERS =
      new TreeSet<>(Set.of("instance_id", "operation", "status", "requester", "limit", "cursor"));

  private final OperationQueries queries;
  private final OperationCatalogue catalogue;

  @Inject
  OperationEndpoints(OperationQueries queries, OperationCatalogue catalogue) {
    this.queries = queries;
    this.catalogue = catalogue;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/operations", this::list),
        Endpoint.get("/api/operations/{operation_id}", this::one),
        Endpoint.get("/api/operations/{operation_id}/history", this::history));
  }

  /** There is no operation of this id. */
  public static Reply.Trouble notFound() {
    return Reply.problem(
        Problem.of(ProblemType.OPERATION_NOT_FOUND, "There is no operation with this id.")
            .nextStep("GET /api/operations lists what there is."));
  }

  private Uni<Reply> one(Call call) {
    return queries
        .find(call.path("operation_id"))
        .map(found ->
            found
                .<Reply>map(view -> Reply.json(200, OperationJson.of(view)))
                .orElseGet(OperationEndpoints::notFound));
  }

  private Uni<Reply> history(Call call) {
    var id = call.path("operation_id");
    return queries
        .history(id, 0)
        .map(entries ->
            entries.isEmpty()
                ? notFound()
                : Reply.json(200, Map.of("operation_id", id, "events", entries)));
  }

  private Uni<Reply> list(Call call) {
    var query = new Query(call);
    var problem = query.problem(FILTERS, MOST).or(() -> problem(query));
    if (problem.isPresent()) {
      return Uni.createFrom().item(Reply.problem(problem.get()));
    }
    var limit = query.limit(50);
    var filter =
        new OperationFilter(
            query.text("instance_id").flatMap(InstanceReference::parse),
            query.text("operation").flatMap(catalogue::find).map(OperationDefinition::name),
            query.text("status"),
            query.text("requester"),
            query.cursor(),
            limit + 1);
    return queries.list(filter).map(found -> page(found, limit));
  }

  private Optional<Problem> problem(Query query) {
    if (query.text("instance_id").filter(v -> InstanceReference.parse(v).isEmpty()).isPresent()) {
      return Query.wrong("instance_id", "is of no form that names an instance", "See the docs.");
    }
    if (query.text("operation").filter(v -> catalogue.find(v).isEmpty()).isPresent()) {
      return Query.wrong("operation", "is not known", "GET /api/catalogue lists the operations.");
    }
    var states = Arrays.stream(OperationState.values()).map(OperationState::wireName).toList();
    return query.text("status").filter(v -> !states.contains(v)).isPresent()
        ? Query.wrong("status", "is not known", "Use one of: " + String.join(", ", states) + '.')
        : Optional.empty();
  }

  private static Reply page(List<OperationView> found, int limit) {
    var shown = found.subList(0, Math.min(limit, found.size()));
    var page = new LinkedHashMap<String, Object>();
    page.put("operations", shown.stream().map(OperationJson::of).toList());
    page.put("next_cursor", found.size() > limit ? Query.cursor(shown.getLast().id()) : null);
    return Reply.json(200, page);
  }
}
