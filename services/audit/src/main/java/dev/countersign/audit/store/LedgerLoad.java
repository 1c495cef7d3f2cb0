package dev.countersign.audit.store;

import dev.countersign.audit.entry.Identity;
import dev.countersign.audit.intake.Arrival;
import dev.countersign.audit.intake.Known;
import dev.countersign.audit.intake.Partition;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.NodeId;
import dev.countersign.audit.tree.Range;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the writer has to know before it writes. */
public final class LedgerLoad {
  private static final String SIZE = "select coalesce(max(index) + 1, 0) as size from entries";

  /** From one partition to the next by the index, whatever lies between. */
  public static final String POSITIONS =
      """
      with recursive newest as (
        (select topic, partition, next_offset from positions
         order by topic, partition, id desc limit 1)
        union all
        (select p.topic, p.partition, p.next_offset from newest n cross join lateral (
          select topic, partition, next_offset from positions
          where (topic, partition) > (n.topic, n.partition)
          order by topic, partition, id desc limit 1) as p))
      select topic, partition, next_offset from newest
      """;

  private static final String KNOWN =
      """
      select e.source, e.event_id, e.content_hash
      from (select distinct * from unnest($1::text[], $2::text[])) as asked (source, event_id)
      join entries e on e.event_id = asked.event_id and e.source = asked.source
      """;

  private static final String SEQUENCES =
      """
      select asked.source, asked.subject, below.sequence
      from (select distinct * from unnest($1::text[], $2::text[], $3::bigint[]))
        as asked (source, subject, sequence)
      cross join lateral (
        select e.sequence from entries e
        where e.kind = 'event' and e.subject = asked.subject and e.source = asked.source
          and e.sequence < asked.sequence
        order by e.sequence desc limit 1) as below
      """;

  /**
   * The end of the ledger. Fails with {@link LedgerBroken} where its entries are not those of its
   * newest checkpoint.
   */
  public static Uni<Head> head(SqlClient sql) {
    return sql.query(SIZE)
        .execute()
        .map(rows -> rows.iterator().next().getLong("size"))
        .chain(size -> frontier(sql, size).call(tree -> check(sql, tree)))
        .chain(tree -> positions(sql).map(next -> new Head(tree, next)));
  }

  /** What the ledger has of these events already. */
  public static Uni<Known> known(SqlClient sql, List<Arrival> arrivals) {
    var origins = arrivals.stream().map(Arrival::origin).toList();
    var sources = origins.stream().map(o -> o.identity().source()).toArray(String[]::new);
    var ids = origins.stream().map(o -> o.identity().eventId()).toArray(String[]::new);
    var subjects = origins.stream().map(o -> o.subject()).toArray(String[]::new);
    var numbers = origins.stream().map(o -> o.sequence()).toArray(Long[]::new);
    var events = sql.preparedQuery(KNOWN).execute(Tuple.of(sources, ids));
    var sequences = sql.preparedQuery(SEQUENCES).execute(Tuple.of(sources, subjects, numbers));
    // Both are on their way before the first answers: one round trip.
    return Uni.combine()
        .all()
        .unis(events, sequences)
        .asTuple()
        .map(two -> known(two.getItem1(), two.getItem2()));
  }

  private static Uni<Frontier> frontier(SqlClient sql, long size) {
    return LedgerReader.nodes(sql, new Range(0, size).nodes())
        .map(nodes -> Frontier.load(size, id -> stored(nodes, id)));
  }

  private static Uni<Void> check(SqlClient sql, Frontier tree) {
    return LedgerReader.newestCheckpoint(sql)
        .invoke(newest -> {
          long signed = newest.map(StoredCheckpoint::size).orElse(0L);
          var root = newest.map(StoredCheckpoint::root).orElse(Hash.EMPTY_ROOT);
          if (signed != tree.size()) {
            throw new LedgerBroken(
                tree.size() + " entries are stored, and " + signed + " were signed");
          }
          if (!root.equals(tree.root())) {
            throw new LedgerBroken("the stored tree's root is not the one that was signed");
          }
        })
        .replaceWithVoid();
  }

  private static Hash stored(Map<NodeId, Hash> nodes, NodeId id) {
    var hash = nodes.get(id);
    if (hash == null) {
      throw new LedgerBroken("node " + id.index() + " of level " + id.level() + " is missing");
    }
    return hash;
  }

  private static Uni<Map<Partition, Long>> positions(SqlClient sql) {
    return sql.query(POSITIONS)
        .execute()
        .map(rows -> {
          var positions = new HashMap<Partition, Long>();
          for (var row : rows) {
            positions.put(
                new Partition(row.getString("topic"), row.getInteger("partition")),
                row.getLong("next_offset"));
          }
          return positions;
        });
  }

  private static Known known(RowSet<Row> events, RowSet<Row> sequences) {
    var known = new Known();
    for (var row : events) {
      var content = Hash.of(row.get(Buffer.class, "content_hash").getBytes());
      known.add(new Identity(row.getString("source"), row.getString("event_id"), content));
    }
    for (var row : sequences) {
      known.reached(row.getString("source"), row.getString("subject"), row.getLong("sequence"));
    }
    return known;
  }

  private LedgerLoad() {}
}
