package dev.countersign.gateway.operation;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Query;
import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.instance.InstanceReference;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
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
      new TreeSet<>(
          Set.of(
              "instance_id", "operation", "status", "requester", "environment", "limit", "cursor"));

  private static final Set<String> CURSOR = Set.of("cursor");

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
        Endpoint.page("/api/operations", this::list),
        Endpoint.get("/api/operations/{operation_id}", this::one),
        Endpoint.page("/api/operations/{operation_id}/history", this::history));
  }

  /** There is no operation of this id. */
  public static Reply.Trouble notFound() {
    return Reply.problem(
        Problem.of(ProblemType.OPERATION_NOT_FOUND, "There is no operation with this id.")
            .nextStep(
                "GET /api/operations lists what there is. What ended long ago is in the ledger: GET"
                    + " /api/ledger/entries?operation={operation_id}."));
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
    var query = new Query(call);
    var after = query.cursor().filter(cursor -> cursor.matches("\\d{1,18}")).map(Long::parseLong);
    var problem =
        query
            .problem(CURSOR, MOST)
            .or(() ->
                query.text("cursor").isPresent() && after.isEmpty()
                    ? Query.wrong("cursor", "is not one of ours", "Use next_cursor as it is.")
                    : Optional.empty());
    return problem.isPresent()
        ? Uni.createFrom().item(Reply.problem(problem.get()))
        : queries
            .historyPage(id, after.orElse(0L))
            .map(page ->
                page.entries().isEmpty() && after.isEmpty()
                    ? notFound()
                    : page.reply("events", Map.of("operation_id", id)));
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
            query.text("environment"),
            query.cursor(),
            limit);
    return queries.list(filter).map(page -> page.reply("operations", Map.of()));
  }

  private Optional<Problem> problem(Query query) {
    if (query.text("instance_id").filter(v -> InstanceReference.parse(v).isEmpty()).isPresent()) {
      return Query.wrong("instance_id", "is of no form that names an instance", "See the docs.");
    }
    if (query.text("operation").filter(v -> catalogue.find(v).isEmpty()).isPresent()) {
      return Query.wrong("operation", "is not known", "GET /api/catalogue lists the operations.");
    }
    var environments = Arrays.stream(Environment.values()).map(Environment::wireName).toList();
    if (query.text("environment").filter(v -> !environments.contains(v)).isPresent()) {
      return Query.wrong(
          "environment", "is not known", "Use one of: " + String.join(", ", environments) + '.');
    }
    var states = Arrays.stream(OperationState.values()).map(OperationState::wireName).toList();
    return query.text("status").filter(v -> !states.contains(v)).isPresent()
        ? Query.wrong("status", "is not known", "Use one of: " + String.join(", ", states) + '.')
        : Optional.empty();
  }
}
