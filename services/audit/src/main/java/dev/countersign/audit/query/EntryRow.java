package dev.countersign.audit.query;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.countersign.audit.tree.Hash;
import dev.countersign.contracts.json.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;

/**
 * An entry as the API shows it.
 *
 * @param leafHash base64
 * @param entry the very bytes that are hashed, as they are: they are JSON
 */
record EntryRow(
    long index, String kind, String leafHash, String recordedAt, @JsonRawValue String entry) {
  static EntryRow of(Row row) {
    return new EntryRow(
        row.getLong("index"),
        row.getString("kind"),
        Hash.of(row.get(Buffer.class, "leaf_hash").getBytes()).base64(),
        Times.text(row.getOffsetDateTime("recorded_at").toInstant()),
        row.get(Buffer.class, "bytes").toString(StandardCharsets.UTF_8));
  }
}
