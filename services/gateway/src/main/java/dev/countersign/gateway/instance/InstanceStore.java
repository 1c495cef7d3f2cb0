package dev.countersign.gateway.instance;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The rows of the inventory. */
@ApplicationScoped
public class InstanceStore {
  private static final String PUT =
      """
      insert into instance (instance_key, account, region, resource_id, identifier, arn, data)
      values ($1, $2, $3, $4, $5, $6, $7::text::jsonb)
      on conflict (instance_key) do update set
        identifier = excluded.identifier, arn = excluded.arn, data = excluded.data, seen_at = now()
      """;

  private static final String SELECT = "select data::text from instance where ";

  /** Candidates that are named when an identifier is ambiguous; more would not help anybody. */
  private static final String FEW = " order by instance_key limit 20";

  /** Stores what discovery saw. */
  public Uni<Void> put(SqlClient sql, Instance instance) {
    var key = instance.key();
    var row =
        Tuple.tuple()
            .addString(key.toString())
            .addString(key.account())
            .addString(key.region())
            .addString(key.resourceId())
            .addString(instance.identifier())
            .addString(instance.arn())
            .addString(Json.text(instance));
    return sql.preparedQuery(PUT).execute(row).replaceWithVoid();
  }

  /** Forgets an instance that is gone. */
  public Uni<Void> remove(SqlClient sql, String key) {
    return sql.preparedQuery("delete from instance where instance_key = $1")
        .execute(Tuple.of(key))
        .replaceWithVoid();
  }

  /** Every instance that the reference may mean. */
  public Uni<List<Instance>> find(SqlClient sql, InstanceReference reference) {
    return switch (reference) {
      case InstanceReference.ByIdentifier(var _, var identifier) ->
          query(sql, "identifier = $1" + FEW, Tuple.of(identifier));
      case InstanceReference.ByArn(var _, var arn) -> query(sql, "arn = $1" + FEW, Tuple.of(arn));
      case InstanceReference.ByPlace place ->
          query(
              sql,
              "account = $1 and region = $2 and (resource_id = $3 or identifier = $4)" + FEW,
              Tuple.of(place.account(), place.region(), place.name(), place.identifier()));
    };
  }

  /** Instances after a key, in the order of their keys. */
  public Uni<List<Instance>> list(SqlClient sql, InstanceFilter filter) {
    var where = new ArrayList<String>();
    var values = Tuple.tuple();
    filter
        .conditions()
        .forEach((condition, value) -> {
          values.addString(value);
          where.add(condition + " $" + values.size());
        });
    var conditions = where.isEmpty() ? "true" : String.join(" and ", where);
    return query(sql, conditions + " order by instance_key limit " + filter.limit(), values);
  }

  private static Uni<List<Instance>> query(SqlClient sql, String rest, Tuple values) {
    return sql.preparedQuery(SELECT + rest).execute(values).map(InstanceStore::read);
  }

  private static List<Instance> read(RowSet<Row> rows) {
    var instances = new ArrayList<Instance>();
    rows.forEach(row -> instances.add(Json.read(row.getString(0), Instance.class)));
    return instances;
  }
}
