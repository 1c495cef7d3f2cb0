package dev.countersign.relay;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * How a handler looks at what is on record.
 *
 * @param sql what it asks; nothing is written through it
 * @param locks whether a transaction is open that can keep others from changing what is found
 */
public record Look(SqlClient sql, boolean locks) {
  /**
   * The rows that a change will be based on. Held where that is possible: in a transaction of many
   * events, one whose row was changed meanwhile would take back all of them. An event that came
   * alone is looked at again instead, so it need not write locks.
   */
  public Uni<RowSet<Row>> rows(String select, Tuple values) {
    return sql.preparedQuery(locks ? select + " for update" : select).execute(values);
  }
}
