package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Snapshot;
import dev.countersign.gateway.edge.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads snapshots for those who ask, with what else is on record of them. */
@ApplicationScoped
public class SnapshotQueries {
  private static final String LISTED =
      """
      select resource_key as cursor, data, pg_column_size(data) as stored, identifier as snapshot_id,
        data ->> 'source' as source, data #>> '{tags,%s}' as tagged
      from resource where
      """
          .formatted(Snapshot.OPERATION_TAG);

  /** Of the instance or cluster, as policy said last. */
  private static final String ENVIRONMENT =
      """
      (select o.view #>> '{decision,environment}' from operation o
        where o.resource_key = source and o.view #>> '{decision,environment}' is not null
        order by o.operation_id desc limit 1)
      """;

  private static final String IS_THERE =
      "exists (select from resource r where r.resource_key = source)";

  /**
   * Anybody can set a tag. Ours is what an operation on record asked for: of this very instance,
   * under this very name.
   */
  private static final String CREATED_BY =
      """
      (select jsonb_build_object('operation_id', o.operation_id,
          'requester', o.view #> '{request,requester}')::text
        from operation o
        where o.operation_id = tagged and o.resource_key = source
          and o.view #>> '{request,parameters,snapshot_id}' = snapshot_id)
      """;

  private final Pool pool;

  @Inject
  SnapshotQueries(Pool pool) {
    this.pool = pool;
  }

  /** A page of snapshots after a key, in the order of their keys, for a reader whose turn it is. */
  Uni<Page> list(SnapshotFilter filter) {
    var where = filter.where();
    var rows = LISTED + where.text() + " order by resource_key limit " + (filter.limit() + 1);
    var columns =
        "cursor, data::text as data, %s as environment, %s as is_there, %s as created_by"
            .formatted(ENVIRONMENT, IS_THERE, CREATED_BY);
    return pool.preparedQuery(Page.bounded(rows, columns, "cursor", filter.limit(), Page.BYTES))
        .execute(where.values())
        .map(found -> Page.of(found, SnapshotQueries::written));
  }

  private static RawValue written(Row row) {
    var createdBy = row.getString("created_by");
    return new RawValue(
        Json.text(
            SnapshotJson.of(
                Json.read(row.getString("data"), Snapshot.class),
                row.getBoolean("is_there"),
                row.getString("environment"),
                createdBy == null ? null : Json.read(createdBy, JsonNode.class))));
  }
}
