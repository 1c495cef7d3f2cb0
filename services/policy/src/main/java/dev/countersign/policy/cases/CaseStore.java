package dev.countersign.policy.cases;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.cases.Review;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cases table. A state is stored as it is, under its name; the columns beside it are what cases
 * are looked for by.
 */
final class CaseStore {
  /** Beside an instance i its cluster k, where it is a member of one that is known. */
  static final String WITH_ITS_CLUSTER =
      """
      left join lateral (
        select r.body, r.observed_at from resources r
        where r.identifier = i.body #>> '{topology,cluster}'
          and starts_with(r.resource_key,
            split_part(i.resource_key, ':', 1) || ':' || split_part(i.resource_key, ':', 2) || ':rds:cluster:')
        order by r.observed_at desc limit 1) k on i.resource_key like '%:rds:db:%'
      """;

  private static final String FIND =
      """
      select c.state, c.document::text as document, c.trace::text as trace, c.resource_key,
        c.sequence, c.version, i.body::text as resource, k.body::text as cluster,
        own.used_by, own.closed_at is null as review_open, other.operation_id as open_review
      from (select $1::text as operation_id, $2::text as resource_key, $3::text as person) asked
      left join cases c on c.operation_id = asked.operation_id
      left join resources i on i.resource_key =
        case when coalesce(c.state, 'unseen') = 'unseen' then asked.resource_key else c.resource_key end
      left join reviews own on own.operation_id = asked.operation_id
      left join reviews other on other.closed_at is null and other.operation_id <> asked.operation_id
        and other.used_by = coalesce(c.document #>> '{request,requester,subject}', asked.person)
      """
          + WITH_ITS_CLUSTER;

  private static final String KEPT =
      """
      with kept as (
        insert into cases
          (operation_id, resource_key, state, document, due_at, trace, sequence, version, changed_at)
        values ($1, $2, $3, $4::text::jsonb, $5, $6::text::jsonb, $7, $8, $9)
        on conflict (operation_id) do update set
          resource_key = excluded.resource_key, state = excluded.state,
          document = excluded.document, due_at = excluded.due_at, trace = excluded.trace,
          sequence = excluded.sequence, version = excluded.version, changed_at = excluded.changed_at
        where cases.version = excluded.version - 1
        returning operation_id),
      """;

  /** Changes nothing where the case was moved since it was read. */
  static final String STORE = KEPT + "changed as (select operation_id from kept)";

  /**
   * The same, and a review is open from now on. Of one person at most one is: where two operations
   * use a break-glass at the same moment, the second breaks the index, is looked at again, and
   * finds the first one's.
   */
  static final String STORE_AND_OPEN_REVIEW =
      KEPT
          + """
          changed as (
            insert into reviews (operation_id, used_by, opened_at)
            select operation_id, $10, $9 from kept returning operation_id)
          """;

  /** The same, and the review is closed. */
  static final String STORE_AND_CLOSE_REVIEW =
      KEPT
          + """
          closed as (
            update reviews set closed_at = $9, closed_by = $10 from kept
            where reviews.operation_id = kept.operation_id and reviews.closed_at is null),
          changed as (select operation_id from kept)
          """;

  private static final Map<String, Class<?>> STATES =
      Stream.of(CaseState.class.getPermittedSubclasses())
          .collect(Collectors.toUnmodifiableMap(CaseStore::name, Function.identity()));

  /**
   * The case of an operation, whether it is there or not.
   *
   * @param person who asks; of a case that is there, its own requester counts
   */
  static Uni<StoredCase> find(
      SqlClient sql, String operationId, ResourceKey resource, String person) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(operationId, resource.toString(), person))
        .map(rows -> read(operationId, resource, rows.iterator().next()));
  }

  /**
   * The values of {@link #STORE}: where the case stands now.
   *
   * @param sequence of the last event about it
   */
  static Tuple values(StoredCase before, CaseState next, long sequence, Trace trace, Instant now) {
    var due = OperationCase.due(next);
    return Tuple.tuple()
        .addString(before.operationId())
        .addString(before.resourceKey().toString())
        .addString(name(next.getClass()))
        .addString(Json.text(next))
        .addOffsetDateTime(due == null ? null : due.atOffset(ZoneOffset.UTC))
        .addString(Json.text(trace))
        .addLong(sequence)
        .addLong(before.version() + 1)
        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
  }

  private static StoredCase read(String operationId, ResourceKey asked, Row row) {
    var body = row.getString("resource");
    var resource = body == null ? null : Json.read(body, Resource.class);
    var clusterBody = row.getString("cluster");
    var cluster = clusterBody == null ? null : Json.read(clusterBody, Cluster.class);
    var usedBy = row.getString("used_by");
    var review = usedBy == null ? null : new Review(usedBy, row.getBoolean("review_open"));
    var openReview = row.getString("open_review");
    var version = row.getLong("version");
    if (version == null) {
      return new StoredCase(
          operationId, asked, new Unseen(), 0, 0, null, resource, cluster, review, openReview);
    }
    var state = state(row.getString("state"), row.getString("document"));
    return new StoredCase(
        operationId,
        // Until it is asked for, an operation has no resource, whatever a cancel may have named.
        state instanceof Unseen ? asked : ResourceKey.parse(row.getString("resource_key")),
        state,
        row.getLong("sequence"),
        version,
        Json.read(row.getString("trace"), Trace.class),
        resource,
        cluster,
        review,
        openReview);
  }

  static CaseState state(String name, String document) {
    var type = STATES.get(name);
    if (type == null) {
      throw new IllegalStateException("a state that this version does not know: " + name);
    }
    return (CaseState) Json.read(document, type);
  }

  static String name(Class<?> state) {
    return state.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private CaseStore() {}
}
