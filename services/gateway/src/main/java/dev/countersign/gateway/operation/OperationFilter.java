package dev.countersign.gateway.operation;

import dev.countersign.gateway.instance.InstanceReference;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which operations to list. */
record OperationFilter(
    Optional<InstanceReference> instance,
    Optional<String> operation,
    Optional<String> state,
    Optional<String> requester,
    Optional<String> before,
    int limit) {

  /** The conditions in SQL: columns and comparisons are written here, values are bound. */
  Where where() {
    var where = new Where(new ArrayList<>(), Tuple.tuple());
    instance.ifPresent(reference -> instance(where, reference));
    operation.ifPresent(value -> where.and("operation = ", value));
    state.ifPresent(value -> where.and("state = ", value));
    requester.ifPresent(value -> where.and("requester = ", value));
    before.ifPresent(value -> where.and("operation_id < ", value));
    return where;
  }

  private static void instance(Where where, InstanceReference reference) {
    switch (reference) {
      case InstanceReference.ByIdentifier(var _, var identifier) ->
          where.and("instance_identifier = ", identifier);
      case InstanceReference.ByPlace place -> {
        var prefix = place.account() + ':' + place.region() + ':';
        where.either(
            "instance_key = ",
            prefix + place.name(),
            "instance_identifier || ' ' || instance_key like ",
            place.identifier() + ' ' + prefix + '%');
      }
      case InstanceReference.ByArn(var _, var arn) -> {
        var parts = arn.split(":", -1);
        where.and(
            "instance_identifier || ' ' || instance_key like ",
            parts[6] + ' ' + parts[4] + ':' + parts[3] + ":%");
      }
    }
  }

  /** Conditions and their values, in step. */
  record Where(List<String> conditions, Tuple values) {
    String text() {
      return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    private void and(String comparison, String value) {
      conditions.add(bound(comparison, value));
    }

    private void either(String one, String oneValue, String other, String otherValue) {
      conditions.add('(' + bound(one, oneValue) + " or " + bound(other, otherValue) + ')');
    }

    private String bound(String comparison, String value) {
      values.addString(value);
      return comparison + '$' + values.size();
    }
  }
}
