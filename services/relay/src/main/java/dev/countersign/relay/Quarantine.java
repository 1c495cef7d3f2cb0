package dev.countersign.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.contracts.event.Attribute;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RecordEvent.RecordQuarantined;
import dev.countersign.contracts.event.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final RelaySettings settings;

  Quarantine(RelaySettings settings) {
    this.settings = settings;
  }

  /** Does it in this transaction; a record that lies there already is not reported again. */
  Uni<Void> put(HopTransaction tx, String consumer, InboxRecord entry, String reason) {
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

  private static Tuple row(String consumer, InboxRecord entry, String reason) {
    return Tuple.tuple()
        .addString(consumer)
        .addString(entry.topic())
        .addInteger(entry.partition())
        .addLong(entry.offset())
        .addValue(key(entry))
        .addJsonObject(headers(entry.content().headers()))
        .addValue(value(entry))
        .addString(storable(reason));
  }

  // As the driver's own buffers: Mutiny's addBuffer takes no null, and a tombstone has no value.
  private static @Nullable Buffer key(InboxRecord entry) {
    var key = entry.content().key();
    return key == null ? null : Buffer.buffer(key.getBytes(UTF_8));
  }

  private static @Nullable Buffer value(InboxRecord entry) {
    var value = entry.content().value();
    return value == null ? null : Buffer.buffer(value);
  }

  /** A header as text; in base64 all that a name has, where that is not one text. */
  private static JsonObject headers(List<RawHeader> headers) {
    var values = new LinkedHashMap<String, JsonArray>();
    for (var header : headers) {
      var bytes = header.value();
      values
          .computeIfAbsent(storable(header.name()), _ -> new JsonArray())
          .add(bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
    }
    var stored = new JsonObject();
    texts(headers)
        .forEach((name, text) -> {
          if (values.getOrDefault(name, new JsonArray()).size() == 1) {
            stored.put(name, text);
          }
        });
    values.forEach((name, all) -> {
      if (!stored.containsKey(name)) {
        stored.put(name, all);
      }
    });
    return stored;
  }

  private static Map<String, String> texts(List<RawHeader> headers) {
    var texts = new LinkedHashMap<String, String>();
    for (var header : headers) {
      var bytes = header.value();
      if (bytes != null) {
        var text = new String(bytes, UTF_8);
        if (text.indexOf('\0') < 0 && Arrays.equals(text.getBytes(UTF_8), bytes)) {
          texts.put(storable(header.name()), text);
        }
      }
    }
    return texts;
  }

  /**
   * Neither text nor jsonb of PostgreSQL holds the character NUL. A record that cannot even be put
   * aside would stop its partition for ever.
   */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** What is copied from a record into an event's headers has to be fit for it. */
  private static String orElse(@Nullable String given, String otherwise) {
    return given == null || !Attribute.fits(given) ? otherwise : given;
  }

  private Event event(InboxRecord entry, String reason) {
    var key = orElse(entry.content().key(), settings.serviceName());
    var id = EventIds.next();
    return new Event(
        id,
        settings.source(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        key,
        key,
        0,
        new Trace(orElse(texts(entry.content().headers()).get("ce_correlationid"), id), null, null),
        new RecordQuarantined(
            settings.serviceName(),
            entry.topic(),
            entry.partition(),
            entry.offset(),
            storable(reason),
            hash(entry.content().value())));
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
