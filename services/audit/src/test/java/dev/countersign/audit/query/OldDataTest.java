package dev.countersign.audit.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.NoteSigner;
import dev.countersign.audit.store.LedgerLoad;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.verify.LedgerCheck;
import dev.countersign.audit.wiring.TestLedger;
import dev.countersign.contracts.json.Json;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The ledger of the version whose keys were {@code account:region:id}: its entries stay as they
 * were written, hold, and are found.
 */
class OldDataTest {
  private static final String ORIGIN = "countersign.test/ledger";
  private static final String BEFORE = "119";
  private static final String OLD_KEY = "111122223333:eu-central-1:db-ABC";
  private static final String IDENTIFIER = "dev-postgres-01";

  /** Of one operation: its request as it was written then, and what became of it. */
  private static final List<byte[]> ENTRIES =
      List.of(
          entry(
              0,
              "requested",
              Map.of(
                  "operation_id", "op-1", "instance", OLD_KEY, "instance_identifier", IDENTIFIER)),
          entry(1, "started", Map.of("operation_id", "op-1")),
          entry(2, "succeeded", Map.of("operation_id", "op-1")));

  private final TestLedger ledger = TestLedger.at(BEFORE);
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool =
      Pool.newInstance(
          PgBuilder.pool()
              .with(new PoolOptions().setMaxSize(2))
              .connectingTo(
                  PgConnectOptions.fromUri(ledger.url())
                      .setUser(ledger.runtimeRole())
                      .setPassword(ledger.runtimePassword()))
              .using(vertx)
              .build());

  @AfterEach
  void close() {
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void entriesOfBeforeStillVerify() throws Exception {
    var note = write();

    ledger.migrate();

    assertEquals(note, ledger.newestNote());
    assertEquals(leaves(), ledger.leaves());
    // As an offline verifier sees it.
    var verified = LedgerCheck.check(signer().verifier(), this::tile, note);
    assertEquals(ENTRIES.size(), verified.size());
    // And as the sequencer does, before it goes on.
    var head = LedgerLoad.head(pool).await().indefinitely();
    assertEquals(ENTRIES.size(), head.tree().size());
    assertEquals(verified.root(), head.tree().root());
  }

  @Test
  void theyAreFoundByTheKeyOfBeforeByNameAndByArn() throws Exception {
    write();
    ledger.migrate();

    for (var name :
        List.of(
            OLD_KEY,
            IDENTIFIER,
            "111122223333:eu-central-1:" + IDENTIFIER,
            "arn:aws:rds:eu-central-1:111122223333:db:" + IDENTIFIER)) {
      assertEquals(List.of(0L, 1L, 2L), found(name), name);
    }
    assertEquals(List.of(), found("arn:aws:rds:eu-central-1:111122223333:cluster:" + IDENTIFIER));
    assertEquals(List.of(), found("111122223333:us-east-1:" + IDENTIFIER));
  }

  private List<Long> found(String resource) {
    var question = new EntryQuestion(null, resource, null, null, null, null, null, 100, -1);
    return EntrySearch.find(pool, question).await().indefinitely().entries().stream()
        .map(EntryRow::index)
        .toList();
  }

  private static byte[] entry(long offset, String event, Map<String, Object> data) {
    var type = "dev.countersign.operation." + event + ".v1";
    return Json.bytes(
        Map.of(
            "kind",
            "event",
            "recorded_at",
            "2026-11-20T10:15:31.000Z",
            "topic",
            "countersign.requests",
            "partition",
            0,
            "offset",
            offset,
            "key",
            OLD_KEY,
            "attributes",
            Map.of("type", type, "id", "e-" + offset, "partitionkey", OLD_KEY),
            "data",
            data));
  }

  private static List<Hash> leaves() {
    return ENTRIES.stream().map(Hash::ofLeaf).toList();
  }

  /** As the version before has written them; the signed note over them. */
  private String write() throws SQLException, IOException {
    ledger.asOwner("select open_month('2026-11-20')");
    for (var index = 0; index < ENTRIES.size(); index++) {
      var bytes = ENTRIES.get(index);
      ledger.asOwner(
          "insert into entries (index, leaf_hash, kind, recorded_at, source, event_id, subject,"
              + " sequence, topic, partition, \"offset\") values (%1$d, %2$s, 'event',"
                  .formatted(index, hex(Hash.ofLeaf(bytes).bytes()))
              + " '2026-11-20T10:15:31Z', '/countersign/gateway', 'e-%1$d', 'op-1', %1$d + 1,"
                  .formatted(index)
              + " 'countersign.requests', 0, %d)".formatted(index));
      ledger.asOwner(
          "insert into bodies (index, recorded_at, bytes, type, occurred_at, operation, instance,"
              + " identifier) values (%d, '2026-11-20T10:15:31Z', %s, 't',"
                  .formatted(index, hex(bytes))
              + " '2026-11-20T10:15:30Z', 'op-1', '%s', %s)"
                  .formatted(OLD_KEY, index == 0 ? "'" + IDENTIFIER + "'" : "null"));
    }
    return sign(Frontier.EMPTY.append(leaves()));
  }

  private String sign(Frontier.Growth growth) throws SQLException, IOException {
    for (var node : growth.completed()) {
      if (node.id().level() > 0) {
        ledger.asOwner(
            "insert into nodes values (%d, %d, %s)"
                .formatted(node.id().level(), node.id().index(), hex(node.hash().bytes())));
      }
    }
    var tree = growth.frontier();
    var note = signer().sign(new Checkpoint(ORIGIN, tree.size(), tree.root()));
    ledger.asOwner(
        "insert into checkpoints values (%d, %s, '%s', now())"
            .formatted(tree.size(), hex(tree.root().bytes()), note));
    return note;
  }

  /** In the layout of C2SP's tlog-tiles, out of the migrated tables. */
  private byte[] tile(String path) throws IOException {
    try {
      if (path.equals("checkpoint")) {
        return ledger.newestNote().getBytes(UTF_8);
      }
      var whole = path.startsWith("tile/entries/");
      var column = whole ? "select bytes from bodies" : "select leaf_hash from entries";
      var tile = new ByteArrayOutputStream();
      for (var index = 0; index < ENTRIES.size(); index++) {
        var part = ledger.bytes(column + " where index = " + index);
        if (whole) {
          tile.write(part.length >> 8);
          tile.write(part.length);
        }
        tile.writeBytes(part);
      }
      return tile.toByteArray();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private NoteSigner signer() throws IOException {
    return NoteSigner.fromPem(ORIGIN, Files.readString(ledger.keyFile()));
  }

  private static String hex(byte[] bytes) {
    return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
  }
}
