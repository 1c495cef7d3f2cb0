package dev.countersign.audit.store;

import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.NodeId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tree and its checkpoints, as stored. */
public final class LedgerReader {
  private static final String NODES =
      """
      select 0 as level, index, leaf_hash as hash from entries where index = any($1)
      union all
      select n.level, n.index, n.hash
      from unnest($2::smallint[], $3::bigint[]) as wanted (level, index)
      join nodes n on n.level = wanted.level and n.index = wanted.index
      """;

  private static final String NEWEST_CHECKPOINT =
      "select size, root_hash, note, signed_at from checkpoints order by size desc limit 1";

  private static final String CHECKPOINT_OF =
      "select size, root_hash, note, signed_at from checkpoints where size = $1";

  /** The checkpoint that is in force; none while the ledger is empty. */
  public static Uni<Optional<StoredCheckpoint>> newestCheckpoint(SqlClient sql) {
    return sql.query(NEWEST_CHECKPOINT).execute().map(LedgerReader::checkpoint);
  }

  /** The checkpoint of a size; none where no batch ended there. */
  public static Uni<Optional<StoredCheckpoint>> checkpoint(SqlClient sql, long size) {
    return sql.preparedQuery(CHECKPOINT_OF).execute(Tuple.of(size)).map(LedgerReader::checkpoint);
  }

  /** The hashes of these complete subtrees, in one round trip; fewer where some are missing. */
  public static Uni<Map<NodeId, Hash>> nodes(SqlClient sql, Collection<NodeId> wanted) {
    var leaves = wanted.stream().filter(id -> id.level() == 0).map(NodeId::index);
    var inner = wanted.stream().filter(id -> id.level() > 0).toList();
    return sql.preparedQuery(NODES)
        .execute(
            Tuple.of(
                leaves.toArray(Long[]::new),
                inner.stream().map(id -> (short) id.level()).toArray(Short[]::new),
                inner.stream().map(NodeId::index).toArray(Long[]::new)))
        .map(LedgerReader::nodes);
  }

  private static Map<NodeId, Hash> nodes(RowSet<Row> rows) {
    var nodes = new HashMap<NodeId, Hash>();
    for (var row : rows) {
      var id = new NodeId(row.getInteger("level"), row.getLong("index"));
      nodes.put(id, hash(row, "hash"));
    }
    return nodes;
  }

  private static Optional<StoredCheckpoint> checkpoint(RowSet<Row> rows) {
    for (var row : rows) {
      return Optional.of(
          new StoredCheckpoint(
              row.getLong("size"),
              hash(row, "root_hash"),
              row.getString("note"),
              row.getOffsetDateTime("signed_at").toInstant()));
    }
    return Optional.empty();
  }

  static Hash hash(Row row, String column) {
    return Hash.of(row.get(Buffer.class, column).getBytes());
  }

  private LedgerReader() {}
}
