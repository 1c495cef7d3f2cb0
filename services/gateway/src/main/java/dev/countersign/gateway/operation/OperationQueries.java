package dev.countersign.gateway.operation;

import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.DatabasePatience;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads operations for those who ask. */
@ApplicationScoped
public class OperationQueries {
  private static final String HISTORY =
      """
      select position, type, event_id, source, sequence, time, data::text as data
      from history where operation_id = $1 and position > $2 order by position limit 500
      """;

  private final Pool pool;
  private final OperationStore store;
  private final DatabasePatience patience;

  @Inject
  OperationQueries(Pool pool, OperationStore store, DatabasePatience patience) {
    this.pool = pool;
    this.store = store;
    this.patience = patience;
  }

  /** One operation. */
  public Uni<Optional<OperationView>> find(String operationId) {
    return patience.bounded(store.find(pool, operationId));
  }

  /** What happened after a position; 500 events at most. */
  public Uni<List<HistoryEntry>> history(String operationId, long after) {
    return patience.bounded(
        pool.preparedQuery(HISTORY)
            .execute(Tuple.of(operationId, after))
            .map(rows -> {
              var entries = new ArrayList<HistoryEntry>();
              rows.forEach(row -> entries.add(HistoryEntry.of(row)));
              return entries;
            }));
  }

  /** The newest operations that fit. */
  Uni<List<OperationView>> list(OperationFilter filter) {
    var where = filter.where();
    return patience.bounded(
        pool.preparedQuery(
                "select view::text from operation where "
                    + where.text()
                    + " order by operation_id desc limit "
                    + filter.limit())
            .execute(where.values())
            .map(rows -> {
              var views = new ArrayList<OperationView>();
              rows.forEach(row -> views.add(OperationStore.view(row.getString(0))));
              return views;
            }));
  }
}
