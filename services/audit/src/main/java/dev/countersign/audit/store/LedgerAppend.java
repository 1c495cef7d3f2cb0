package dev.countersign.audit.store;

import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.LedgerRecord;
import dev.countersign.audit.intake.Partition;
import dev.countersign.audit.intake.Plan;
import dev.countersign.audit.tree.Node;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one batch. */
public final class LedgerAppend {
  private static final String ENTRIES =
      """
      insert into entries (index, leaf_hash, kind, recorded_at, source, event_id, content_hash,
                           subject, sequence, topic, partition, "offset")
      select * from unnest($1::bigint[], $2::bytea[], $3::text[], $4::timestamptz[], $5::text[],
                           $6::text[], $7::bytea[], $8::text[], $9::bigint[], $10::text[],
                           $11::integer[], $12::bigint[])
      """;

  private static final String BODIES =
      """
      insert into bodies (index, recorded_at, bytes, detached, type, occurred_at, operation,
                          resource, identifier, person, environment)
      select * from unnest($1::bigint[], $2::timestamptz[], $3::bytea[], $4::bytea[], $5::text[],
                           $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
                           $11::text[])
      """;

  private static final String NODES =
      "insert into nodes (level, index, hash)"
          + " select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])";

  private static final String CHECKPOINT =
      "insert into checkpoints (size, root_hash, note, signed_at) values ($1, $2, $3, $4)";

  private static final String POSITIONS =
      """
      insert into positions (topic, partition, next_offset)
      select * from unnest($1::text[], $2::integer[], $3::bigint[])
      """;

  /** Makes sure that bodies of this day have a place. */
  public static Uni<Void> openMonth(SqlConnection sql, LocalDate day) {
    return sql.preparedQuery("select open_month($1)").execute(Tuple.of(day)).replaceWithVoid();
  }

  /**
   * Writes everything in one transaction. The statements are sent without waiting for each other's
   * answers, so that the batch costs two round trips and one flush to disk.
   *
   * @param first the index of the first entry
   * @param completed the tree's new nodes
   * @param checkpoint over the ledger with this batch; null when nothing is appended
   */
  public static Uni<Void> write(
      SqlConnection sql,
      Plan plan,
      long first,
      List<Node> completed,
      @Nullable StoredCheckpoint checkpoint,
      Instant now) {
    var statements = new ArrayList<Uni<RowSet<Row>>>();
    if (checkpoint != null) {
      var inner = completed.stream().filter(node -> node.id().level() > 0).toList();
      statements.add(sql.preparedQuery(ENTRIES).execute(entries(plan.entries(), first, now)));
      statements.add(sql.preparedQuery(BODIES).execute(bodies(plan.entries(), first, now)));
      statements.add(sql.preparedQuery(NODES).execute(nodes(inner)));
      statements.add(sql.preparedQuery(CHECKPOINT).execute(checkpoint(checkpoint)));
    }
    statements.add(sql.preparedQuery(POSITIONS).execute(positions(plan.next())));
    return sql.begin()
        .chain(transaction ->
            Uni.join()
                .all(statements)
                .andFailFast()
                .chain(transaction::commit)
                .onFailure()
                .call(() -> transaction.rollback().onFailure().recoverWithNull()));
  }

  private static Tuple entries(List<Entry> entries, long first, Instant now) {
    return Tuple.tuple()
        .addValue(indexes(entries, first))
        .addValue(buffers(entries, entry -> entry.leaf().bytes()))
        .addValue(texts(entries, entry -> entry.kind().wireName()))
        .addValue(times(entries, _ -> now))
        .addValue(texts(entries, of(origin -> origin.identity().source())))
        .addValue(texts(entries, of(origin -> origin.identity().eventId())))
        .addValue(buffers(entries, of(origin -> origin.identity().content().bytes())))
        .addValue(texts(entries, of(Entry.Origin::subject)))
        .addValue(entries.stream().map(of(Entry.Origin::sequence)).toArray(Long[]::new))
        .addValue(texts(entries, at(LedgerRecord.Position::topic)))
        .addValue(
            entries.stream().map(at(LedgerRecord.Position::partition)).toArray(Integer[]::new))
        .addValue(entries.stream().map(at(LedgerRecord.Position::offset)).toArray(Long[]::new));
  }

  private static Tuple bodies(List<Entry> entries, long first, Instant now) {
    return Tuple.tuple()
        .addValue(indexes(entries, first))
        .addValue(times(entries, _ -> now))
        .addValue(buffers(entries, Entry::bytes))
        .addValue(buffers(entries, Entry::detached))
        .addValue(texts(entries, entry -> entry.facts().type()))
        .addValue(times(entries, entry -> entry.facts().occurredAt()))
        .addValue(texts(entries, entry -> entry.facts().operation()))
        .addValue(texts(entries, entry -> entry.facts().resource()))
        .addValue(texts(entries, entry -> entry.facts().identifier()))
        .addValue(texts(entries, entry -> entry.facts().person()))
        .addValue(texts(entries, entry -> entry.facts().environment()));
  }

  private static Tuple nodes(List<Node> nodes) {
    return Tuple.of(
        nodes.stream().map(node -> (short) node.id().level()).toArray(Short[]::new),
        nodes.stream().map(node -> node.id().index()).toArray(Long[]::new),
        nodes.stream().map(node -> Buffer.buffer(node.hash().bytes())).toArray(Buffer[]::new));
  }

  private static Tuple checkpoint(StoredCheckpoint checkpoint) {
    return Tuple.of(
        checkpoint.size(),
        Buffer.buffer(checkpoint.root().bytes()),
        checkpoint.note(),
        checkpoint.signedAt().atOffset(ZoneOffset.UTC));
  }

  private static Tuple positions(Map<Partition, Long> next) {
    var all = List.copyOf(next.entrySet());
    return Tuple.of(
        all.stream().map(one -> one.getKey().topic()).toArray(String[]::new),
        all.stream().map(one -> one.getKey().number()).toArray(Integer[]::new),
        all.stream().map(Map.Entry::getValue).toArray(Long[]::new));
  }

  private static <T> Function<Entry, @Nullable T> of(Function<Entry.Origin, T> part) {
    return entry -> entry.origin() == null ? null : part.apply(entry.origin());
  }

  private static <T> Function<Entry, @Nullable T> at(Function<LedgerRecord.Position, T> part) {
    return of(origin -> part.apply(origin.position()));
  }

  private static Long[] indexes(List<Entry> entries, long first) {
    var indexes = new Long[entries.size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = first + i;
    }
    return indexes;
  }

  private static @Nullable String[] texts(
      List<Entry> entries, Function<Entry, @Nullable String> part) {
    return entries.stream().map(part).toArray(String[]::new);
  }

  private static @Nullable Buffer[] buffers(
      List<Entry> entries, Function<Entry, byte @Nullable []> part) {
    var buffers = new @Nullable Buffer[entries.size()];
    for (int i = 0; i < buffers.length; i++) {
      var bytes = part.apply(entries.get(i));
      buffers[i] = bytes == null ? null : Buffer.buffer(bytes);
    }
    return buffers;
  }

  private static OffsetDateTime[] times(List<Entry> entries, Function<Entry, Instant> part) {
    return entries.stream()
        .map(entry -> part.apply(entry).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private LedgerAppend() {}
}
