package dev.countersign.gateway.operation;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.gateway.resource.Named;
import dev.countersign.gateway.resource.ResourceReference;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    Optional<String> success,
    Optional<Instant> from,
    Optional<Instant> to,
    boolean oldestFirst,
    Optional<String> cursor,
    int limit) {

  static final String NEWEST_FIRST = "desc";

  /**
   * By how much the clock that made an id may be behind the one that wrote down when it was asked
   * for. Of the two only the id has an index.
   */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  /** The order of the page, in SQL. */
  String order() {
    return oldestFirst ? "asc" : NEWEST_FIRST;
  }

  /** The conditions in SQL: columns and comparisons are written here, values are bound. */
  Where where() {
    var where = new Where(new ArrayList<>(), Tuple.tuple());
    resource.ifPresent(named -> resource(where, named));
    operation.ifPresent(value -> where.and("operation = ", value));
    state.ifPresent(value -> where.and("state = ", value));
    requester.ifPresent(value -> where.and("requester = ", value));
    // As the index has it.
    environment.ifPresent(value -> where.and("view #>> '{decision,environment}' = ", value));
    success.ifPresent(value -> where.and("view #>> '{outcome,success}' = ", value));
    from.ifPresent(value -> where.since(value));
    to.ifPresent(value -> where.until(value));
    cursor.ifPresent(
        value -> where.and(oldestFirst ? "operation_id > " : "operation_id < ", value));
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

    private void since(Instant from) {
      and("operation_id >= ", EventIds.firstAt(earlier(from)));
      values.addOffsetDateTime(from.atOffset(ZoneOffset.UTC));
      conditions.add("requested_at >= $" + values.size());
    }

    private static Instant earlier(Instant from) {
      return from.isAfter(Instant.EPOCH.plus(CLOCKS)) ? from.minus(CLOCKS) : Instant.EPOCH;
    }

    private void until(Instant to) {
      and("operation_id < ", EventIds.firstAt(to.plus(CLOCKS)));
      values.addOffsetDateTime(to.atOffset(ZoneOffset.UTC));
      conditions.add("requested_at < $" + values.size());
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
