package dev.countersign.gateway.resource;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which snapshots to list.
 *
 * @param of the instance or cluster that they were taken of, which may be gone
 */
record SnapshotFilter(
    Optional<Named> of,
    Optional<String> snapshotId,
    Optional<String> account,
    Optional<String> region,
    Optional<Instant> createdBefore,
    Optional<String> after,
    int limit) {
  private static final String SOURCE = "data ->> 'source'";
  private static final String CALLED = "data ->> 'source_identifier'";

  /** The conditions in SQL: columns and comparisons are written here, values are bound. */
  Where where() {
    var where = new Where(new ArrayList<>(), Tuple.tuple());
    where.conditions().add("service = 'rds' and type in ('snapshot', 'cluster-snapshot')");
    of.ifPresent(named -> of(where, named));
    // RDS keeps identifiers in lower case.
    snapshotId.ifPresent(value -> where.and("identifier = ?", value.toLowerCase(Locale.ROOT)));
    account.ifPresent(value -> where.and("account = ?", value));
    region.ifPresent(value -> where.and("region = ?", value));
    createdBefore.ifPresent(time ->
        where.and(
            "(data ->> 'created_at')::timestamptz < ?::timestamptz",
            time.atOffset(ZoneOffset.UTC)));
    after.ifPresent(value -> where.and("resource_key > ?", value));
    return where;
  }

  private static void of(Where where, Named named) {
    switch (named.reference()) {
      case ResourceReference.ByIdentifier(var _, var identifier) -> {
        where.and(CALLED + " = ?", identifier);
        where.and("split_part(" + SOURCE + ", ':', 4) = ?", type(String.valueOf(named.kind())));
      }
      case ResourceReference.ByPlace place -> {
        var prefix = place.account() + ':' + place.region() + ':' + named.kind() + ':';
        where.and("starts_with(" + SOURCE + ", ?)", prefix);
        where.either(SOURCE + " = ?", prefix + place.name(), CALLED + " = ?", place.identifier());
      }
      case ResourceReference.ByArn arn when arn.kind().isPresent() -> {
        var parts = arn.arn().split(":", -1);
        where.and(CALLED + " = ?", parts[6]);
        where.and(
            "starts_with(" + SOURCE + ", ?)",
            parts[4] + ':' + parts[3] + ':' + arn.kind().get() + ':');
      }
      // No other service has snapshots here.
      case ResourceReference.ByArn _ -> where.conditions().add("false");
      case ResourceReference.ByKey(var _, var key) -> where.and(SOURCE + " = ?", key.toString());
    }
  }

  private static String type(String kind) {
    return kind.substring(kind.indexOf(':') + 1);
  }

  /** Conditions and their values, in step. */
  record Where(List<String> conditions, Tuple values) {
    String text() {
      return String.join(" and ", conditions);
    }

    /** The condition has one question mark, for the value. */
    private void and(String condition, Object value) {
      conditions.add(bound(condition, value));
    }

    private void either(String one, Object value, String other, Object otherValue) {
      conditions.add('(' + bound(one, value) + " or " + bound(other, otherValue) + ')');
    }

    private String bound(String condition, Object value) {
      values.addValue(value);
      return condition.replace("?", "$" + values.size());
    }
  }
}
