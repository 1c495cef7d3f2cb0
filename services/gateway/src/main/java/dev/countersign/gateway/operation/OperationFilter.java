package dev.countersign.gateway.operation;

import dev.countersign.gateway.resource.Named;
import dev.countersign.gateway.resource.ResourceReference;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which operations to list. */
record OperationFilter(
    Optional<Named> resource,
    Optional<String> operation,
    Optional<String> state,
    Optional<String> requester,
    Optional<String> environment,
    Optional<String> before,
    int limit) {

  /** The conditions in SQL: columns and comparisons are written here, values are bound. */
  Where where() {
    var where = new Where(new ArrayList<>(), Tuple.tuple());
    resource.ifPresent(named -> resource(where, named));
    operation.ifPresent(value -> where.and("operation = ", value));
    state.ifPresent(value -> where.and("state = ", value));
    requester.ifPresent(value -> where.and("requester = ", value));
    // As the index has it.
    environment.ifPresent(value -> where.and("view #>> '{decision,environment}' = ", value));
    before.ifPresent(value -> where.and("operation_id < ", value));
    return where;
  }

  private static void resource(Where where, Named named) {
    switch (named.reference()) {
      case ResourceReference.ByIdentifier(var _, var identifier) -> {
        where.and("resource_identifier = ", identifier);
        where.and("split_part(resource_key, ':', 4) = ", type(named));
      }
      case ResourceReference.ByPlace place -> {
        var prefix = place.account() + ':' + place.region() + ':' + named.kind() + ':';
        where.keyOrIdentifierIn(prefix + place.name(), place.identifier(), prefix);
      }
      case ResourceReference.ByArn arn when arn.kind().isPresent() -> {
        var parts = arn.arn().split(":", -1);
        where.and("resource_identifier = ", parts[6]);
        var prefix = parts[4] + ':' + parts[3] + ':' + arn.kind().get() + ':';
        where.and("starts_with(resource_key, ", prefix, ")");
      }
      // Other services' ARNs are known to the inventory alone.
      case ResourceReference.ByArn(var _, var arn) ->
          where.and(
              "resource_key in (select r.resource_key from resource r where r.arn = ", arn, ")");
      case ResourceReference.ByKey(var _, var key) -> where.and("resource_key = ", key.toString());
    }
  }

  private static String type(Named named) {
    var kind = String.valueOf(named.kind());
    return kind.substring(kind.indexOf(':') + 1);
  }

  /** Conditions and their values, in step. */
  record Where(List<String> conditions, Tuple values) {
    String text() {
      return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    private void and(String comparison, String value) {
      and(comparison, value, "");
    }

    private void and(String comparison, String value, String after) {
      conditions.add(bound(comparison, value, after));
    }

    /** Columns that have an index are compared as they are, so that it is used. */
    private void keyOrIdentifierIn(String key, String identifier, String prefix) {
      conditions.add(
          '('
              + bound("resource_key = ", key, " or ")
              + bound("resource_identifier = ", identifier, " and ")
              + bound("starts_with(resource_key, ", prefix, "))"));
    }

    private String bound(String comparison, String value, String after) {
      values.addString(value);
      return comparison + '$' + values.size() + after;
    }
  }
}
