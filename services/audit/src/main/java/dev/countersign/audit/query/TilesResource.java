package dev.countersign.audit.query;

import dev.countersign.audit.store.LedgerReader;
import dev.countersign.audit.store.StoredCheckpoint;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.NodeId;
import dev.countersign.audit.tree.TilePath;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.LongStream;

/** The ledger as C2SP's tlog-tiles lays it out, for tools that know nothing of us. */
@Authenticated
@Path("/api/ledger/tile/{path: .+}")
public class TilesResource {
  private static final String BODIES =
      "select bytes from bodies where index >= $1 and index < $2 order by index";

  private final Pool pool;
  private final LedgerReads reads;

  @Inject
  TilesResource(Pool pool, LedgerReads reads) {
    this.pool = pool;
    this.reads = reads;
  }

  /** Hashes one behind the other, or entries, each behind its length in two bytes. */
  @GET
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Uni<byte[]> tile(@PathParam("path") String path) {
    var tile =
        TilePath.parse(path)
            .orElseThrow(() -> Refusals.notInLedger("Not the name of a tile: " + path));
    return LedgerReader.newestCheckpoint(pool)
        .chain(newest -> {
          if (!tile.within(newest.map(StoredCheckpoint::size).orElse(0L))) {
            throw Refusals.notInLedger("The ledger has not grown to this tile yet.");
          }
          return tile.level() == TilePath.ENTRIES
              ? reads.bundle(() -> entries(tile))
              : hashes(tile);
        });
  }

  private Uni<byte[]> hashes(TilePath tile) {
    var wanted =
        LongStream.range(tile.from(), tile.to())
            .mapToObj(index -> new NodeId(tile.nodeLevel(), index))
            .toList();
    return LedgerReader.nodes(pool, wanted)
        .map(nodes -> {
          var bytes = Buffer.buffer(wanted.size() * Hash.LENGTH);
          wanted.forEach(id -> bytes.appendBytes(stored(nodes, id).bytes()));
          return bytes.getBytes();
        });
  }

  private static Hash stored(Map<NodeId, Hash> nodes, NodeId id) {
    var hash = nodes.get(id);
    if (hash == null) {
      throw Refusals.notInLedger("A node of this tile is missing.");
    }
    return hash;
  }

  private Uni<byte[]> entries(TilePath tile) {
    return pool.preparedQuery(BODIES)
        .execute(Tuple.of(tile.from(), tile.to()))
        .map(rows -> {
          if (rows.size() != tile.width()) {
            throw Refusals.notInLedger("The retention of these entries is over; hashes stay.");
          }
          return bundle(rows);
        });
  }

  /** Up to 16 MiB, which are not to be in memory more often than they have to. */
  private static byte[] bundle(RowSet<Row> rows) {
    var size = 0;
    for (var row : rows) {
      size += Short.BYTES + row.get(Buffer.class, "bytes").length();
    }
    var bundle = ByteBuffer.allocate(size);
    for (var row : rows) {
      var entry = row.get(Buffer.class, "bytes").getBytes();
      bundle.putShort((short) entry.length).put(entry);
    }
    return bundle.array();
  }
}
