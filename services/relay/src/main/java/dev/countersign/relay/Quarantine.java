package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RecordEvent.RecordQuarantined;
import dev.countersign.contracts.event.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts a record aside whole and says so in an event, so that it does not stop the others. */
final class Quarantine {
  private static final Logger LOG = Logger.getLogger(Quarantine.class);

  private static final String INSERT =
      """
      insert into quarantine (consumer, topic, partition, "offset", key, headers, value, reason)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict do nothing
      """;

  // What is copied from a record into an event's headers has to fit into a record itself.
  private static final int LONGEST = 256;

  private final RelaySettings settings;

  Quarantine(RelaySettings settings) {
    this.settings = settings;
  }

  /** Does it in this transaction; a record that lies there already is not reported again. */
  Uni<Void> put(HopTransaction tx, String consumer, Entry entry, String reason) {
    return tx.sql()
        .preparedQuery(INSERT)
        .execute(row(consumer, entry, reason))
        .invoke(rows -> {
          if (rows.rowCount() == 1) {
            tx.publish(settings.topic(), event(entry, reason));
            tx.afterCommit(() ->
                LOG.errorf(
                    "quarantined %s-%d@%d: %s",
                    entry.topic(), entry.partition(), entry.offset(), reason));
          }
        })
        .replaceWithVoid();
  }

  private static Tuple row(String consumer, Entry entry, String reason) {
    return Tuple.tuple()
        .addString(consumer)
        .addString(entry.topic())
        .addInteger(entry.partition())
        .addLong(entry.offset())
        .addBuffer(entry.key() == null ? null : Buffer.buffer(entry.key().getBytes(UTF_8)))
        .addJsonObject(headers(entry))
        .addBuffer(entry.value() == null ? null : Buffer.buffer(entry.value()))
        .addString(storable(reason));
  }

  private static JsonObject headers(Entry entry) {
    var headers = new JsonObject();
    entry.headers().forEach((name, value) -> headers.put(storable(name), storable(value)));
    return headers;
  }

  /**
   * Neither text nor jsonb of PostgreSQL holds the character NUL. A record that cannot even be put
   * aside would stop its partition for ever.
   */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static String orElse(@Nullable String given, String otherwise) {
    return given == null || given.isEmpty() || given.length() > LONGEST
        ? otherwise
        : storable(given);
  }

  private Event event(Entry entry, String reason) {
    var key = orElse(entry.key(), settings.serviceName());
    var id = EventIds.next();
    return new Event(
        id,
        settings.source(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        key,
        key,
        0,
        new Trace(orElse(entry.headers().get("ce_correlationid"), id), null, null),
        new RecordQuarantined(
            settings.serviceName(),
            entry.topic(),
            entry.partition(),
            entry.offset(),
            storable(reason),
            hash(entry.value())));
  }

  private static @Nullable String hash(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
