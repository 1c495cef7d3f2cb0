package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.gateway.edge.Page;
import dev.countersign.relay.HopStatement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the inventory. An event that was published again arrives after newer ones: what is
 * older than what is known changes nothing, in whatever order sighting and absence arrive.
 */
@ApplicationScoped
public class ResourceStore {
  private static final String PUT =
      """
      with stored as (
        insert into resource
          (resource_key, account, region, service, type, id, identifier, arn, data, observed_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10::timestamptz
        where not exists (select from gone_resource where resource_key = $1 and gone_at > $10)
        on conflict (resource_key) do update set
          identifier = excluded.identifier, arn = excluded.arn, data = excluded.data,
          observed_at = excluded.observed_at, seen_at = now()
        where resource.observed_at <= excluded.observed_at),
      changed as (select 1 as one)
      """;

  /** Absence is remembered as long as events are: by then no older sighting arrives any more. */
  private static final String REMOVE =
      """
      with absence as (
        insert into gone_resource (resource_key, gone_at) values ($1, $2)
        on conflict (resource_key) do update
        set gone_at = greatest(gone_resource.gone_at, excluded.gone_at)),
      forgotten as (
        delete from gone_resource
        where gone_at < now() - interval '35 days' and resource_key <> $1),
      removed as (delete from resource where resource_key = $1 and observed_at <= $2),
      changed as (select 1 as one)
      """;

  private static final String LAST_CLASSIFIED =
      """
      select jsonb_build_object('environment', view #> '{decision,environment}',
        'classified_by', view #> '{decision,classified_by}',
        'decided_at', view #> '{decision,decided_at}', 'operation_id', operation_id)::text
      from operation
      where resource_key = $1 and view #>> '{decision,environment}' is not null
      order by operation_id desc limit 1
      """;

  private static final String SELECT =
      "select data::text from resource where ($1::text is null or service || ':' || type = $1) and"
          + " ";

  private static final String LISTED =
      """
      select resource_key as cursor, data, pg_column_size(data) as stored from resource where
      """;

  /** As policy said last, of one row of a page. */
  private static final String ENVIRONMENT =
      """
      (select o.view #>> '{decision,environment}' from operation o
        where o.resource_key = cursor and o.view #>> '{decision,environment}' is not null
        order by o.operation_id desc limit 1)
      """;

  /** Candidates that are named when an identifier is ambiguous; more would not help anybody. */
  private static final String FEW = " order by resource_key limit 20";

  /** Stores what discovery saw. */
  HopStatement put(Resource resource) {
    var key = resource.key();
    var row =
        Tuple.tuple()
            .addString(key.toString())
            .addString(key.account())
            .addString(key.region())
            .addString(key.service())
            .addString(key.type())
            .addString(key.id())
            .addString(resource.identifier())
            .addString(resource.arn())
            .addString(Json.text(resource))
            .addOffsetDateTime(resource.observedAt().atOffset(ZoneOffset.UTC));
    return HopStatement.quiet(PUT, row, _ -> {});
  }

  /** Takes out a resource that was found missing at a time. */
  HopStatement remove(ResourceKey key, Instant at) {
    return HopStatement.quiet(
        REMOVE, Tuple.of(key.toString(), at.atOffset(ZoneOffset.UTC)), _ -> {});
  }

  /** Every resource that may be meant. */
  public Uni<List<Resource>> find(SqlClient sql, Named named) {
    var kind = named.kind();
    return switch (named.reference()) {
      case ResourceReference.ByIdentifier(var _, var identifier) ->
          query(sql, "identifier = $2", Tuple.of(kind, identifier));
      case ResourceReference.ByArn(var _, var arn) -> query(sql, "arn = $2", Tuple.of(kind, arn));
      case ResourceReference.ByKey(var _, var key) ->
          query(sql, "resource_key = $2", Tuple.of(kind, key.toString()));
      case ResourceReference.ByPlace place ->
          query(
              sql,
              "account = $2 and region = $3 and (id = $4 or identifier = $5)",
              Tuple.of(kind, place.account(), place.region(), place.name(), place.identifier()));
    };
  }

  /** What policy said last that the instance is for, and when; empty where it never had to. */
  public Uni<Optional<JsonNode>> lastClassified(SqlClient sql, ResourceKey key) {
    return sql.preparedQuery(LAST_CLASSIFIED)
        .execute(Tuple.of(key.toString()))
        .map(rows -> {
          for (var row : rows) {
            return Optional.of(Json.read(row.getString(0), JsonNode.class));
          }
          return Optional.empty();
        });
  }

  /**
   * A resource of a list.
   *
   * @param environment as policy said at its last decision about it; null where it never had to
   */
  record Listed(Resource resource, @Nullable String environment) {}

  /** A part of the list after a key, in the order of their keys. */
  Uni<Page.Part<Listed>> list(SqlClient sql, ResourceFilter filter) {
    var where = new ArrayList<String>();
    var values = Tuple.tuple();
    filter
        .conditions()
        .forEach((condition, value) -> {
          values.addString(value);
          where.add(condition.formatted("$" + values.size()));
        });
    var conditions = where.isEmpty() ? "true" : String.join(" and ", where);
    var rows = LISTED + conditions + " order by resource_key limit " + (filter.limit() + 1);
    var columns = "cursor, data::text as data, " + ENVIRONMENT + " as environment";
    return sql.preparedQuery(Page.bounded(rows, columns, "cursor", filter.limit(), Page.BYTES))
        .execute(values)
        .map(found ->
            Page.read(
                found,
                row ->
                    new Listed(
                        Json.read(row.getString("data"), Resource.class),
                        row.getString("environment"))));
  }

  private static Uni<List<Resource>> query(SqlClient sql, String condition, Tuple values) {
    return sql.preparedQuery(SELECT + condition + FEW)
        .execute(values)
        .map(rows -> {
          var found = new ArrayList<Resource>();
          rows.forEach(row -> found.add(Json.read(row.getString(0), Resource.class)));
          return found;
        });
  }
}
