package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.LargeReads;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.gateway.edge.Page;
import dev.countersign.gateway.edge.Readers;
import dev.countersign.gateway.resource.Named;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Shows one operation, many, and what happened to one. */
@RolesAllowed(Readers.ROLE)
@Path("/api/operations")
public class OperationsResource {
  private static final int MOST = 200;
  private static final Set<String> FILTERS =
      Set.of(
          "resource",
          "instance_id",
          "cluster_id",
          "operation",
          "status",
          "requester",
          "environment",
          "success",
          "from",
          "to",
          "order",
          "fields",
          "limit",
          "cursor");
  private static final List<String> ENVIRONMENTS =
      Arrays.stream(Environment.values()).map(Environment::wireName).toList();
  private static final List<String> STATES =
      Arrays.stream(OperationState.values()).map(OperationState::wireName).toList();

  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  private final OperationQueries queries;
  private final OperationCatalogue catalogue;
  private final LargeReads largeReads;

  @Inject
  OperationsResource(
      OperationQueries queries, OperationCatalogue catalogue, LargeReads largeReads) {
    this.queries = queries;
    this.catalogue = catalogue;
    this.largeReads = largeReads;
  }

  /** There is no operation of this id. */
  public static ProblemFound notFound() {
    return Problem.of(ProblemType.OPERATION_NOT_FOUND, "There is no operation with this id.")
        .nextStep(
            "GET /api/operations lists what there is. What ended long ago is in the ledger: GET"
                + " /api/ledger/entries?operation={operation_id}.")
        .found();
  }

  /** One operation. */
  @GET
  @Path("{operation_id}")
  public Uni<Response> one(@PathParam("operation_id") String id) {
    return queries
        .find(id)
        .map(found -> OperationJson.of(found.orElseThrow(OperationsResource::notFound)))
        .map(document -> Answers.json(200, document).build());
  }

  /** Every event of an operation. */
  @GET
  @Path("{operation_id}/history")
  public Uni<Response> history(
      @PathParam("operation_id") String id, @Context UriInfo uri, @Context RoutingContext http) {
    var after = Page.after(new Query(uri, Set.of("cursor"))).map(OperationsResource::position);
    return largeReads
        .inTurn(http, () -> queries.historyPage(id, after.orElse(0L)))
        .map(page -> {
          if (page.entries().isEmpty() && after.isEmpty()) {
            throw notFound();
          }
          return page.answer("events", Map.of("operation_id", id));
        });
  }

  /** Operations, newest first where nothing else is asked for. */
  @GET
  public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
    var query = new Query(uri, FILTERS);
    var filter =
        new OperationFilter(
            Named.in(query),
            read(query, "operation", catalogue::find, "GET /api/catalogue lists the operations.")
                .map(OperationDefinition::name),
            oneOf(query, "status", STATES),
            query.filled("requester"),
            oneOf(query, "environment", ENVIRONMENTS),
            oneOf(query, "success", List.of("true", "false")),
            time(query, "from"),
            time(query, "to"),
            oneOf(query, "order", List.of("newest", "oldest")).filter("oldest"::equals).isPresent(),
            Page.after(query),
            query.limit(50, MOST));
    var fields = fields(query);
    return largeReads
        .inTurn(http, () -> queries.list(filter, fields))
        .map(page -> page.answer("operations", Map.of()));
  }

  private static Optional<String> oneOf(Query query, String name, List<String> values) {
    return read(
        query,
        name,
        given -> Optional.of(given).filter(values::contains),
        "Use one of: " + String.join(", ", values) + '.');
  }

  private static Set<String> fields(Query query) {
    var asked = query.filled("fields").map(given -> Set.copyOf(List.of(given.split(",", -1))));
    asked.ifPresent(names ->
        names.stream()
            .filter(name -> !OperationJson.FIELDS.contains(name))
            .findFirst()
            .ifPresent(name -> {
              throw Query.wrong(
                  "fields",
                  "has a name that no field of an operation has",
                  "Give names of docs/api.md, separated by commas.");
            }));
    return asked.orElse(OperationJson.FIELDS);
  }

  private static Optional<Instant> time(Query query, String name) {
    return query
        .filled(name)
        .map(given ->
            readable(given)
                .orElseThrow(() ->
                    Query.wrong(
                        name,
                        "is not a time in UTC between 1970 and 9999",
                        "Give it like 2026-03-01T12:00:00Z.")));
  }

  /** Neither an id nor the database has a room for all times that can be written. */
  private static Optional<Instant> readable(String given) {
    try {
      return Optional.of(Instant.parse(given))
          .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(LATEST));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> read(
      Query query, String name, Function<String, Optional<T>> reading, String nextStep) {
    return query
        .filled(name)
        .map(given ->
            reading
                .apply(given)
                .orElseThrow(() -> Query.wrong(name, "is not known here", nextStep)));
  }

  private static long position(String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw Query.wrong("cursor", "is not one of ours", "Use next_cursor as it is.");
    }
    return Long.parseLong(cursor);
  }
}
