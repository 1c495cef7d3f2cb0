package dev.countersign.audit.entry;

import dev.countersign.audit.entry.Entry.Origin;
import dev.countersign.audit.tree.Hash;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventReader;
import dev.countersign.contracts.event.ForeignEvent;
import dev.countersign.contracts.event.UnreadableEvent;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.Times;
import dev.countersign.contracts.json.UnreadableJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes entries: one JSON object each, keys in order, on one line. See docs/ledger.md. */
public final class EntryWriter {
  /**
   * The record's entry: of its event where it is one, else of the record as it is.
   *
   * @param now the ledger's clock; it becomes part of what is hashed
   */
  public static Entry write(LedgerRecord input, Instant now) {
    try {
      var event = EventReader.read(input.raw());
      var written = writeEvent(input, event, now);
      return written.bytes().length <= most(EntryKind.EVENT)
          ? written
          : unreadable(input, "the attributes are too large", now);
    } catch (ForeignEvent e) {
      return foreign(input, String.valueOf(e.getMessage()), now);
    } catch (UnreadableEvent e) {
      return unreadable(input, String.valueOf(e.getMessage()), now);
    } catch (RuntimeException e) {
      // Whatever a record makes of its reader, the ledger goes on and has it.
      return unreadable(input, "reading it failed: " + e.getClass().getSimpleName(), now);
    }
  }

  /** The same entry, as one whose id is taken by another event. */
  public static Entry asConflict(Entry event) {
    // Read as it is: attributes that are not ours may hold what no event of ours does.
    var fields = new HashMap<>(Json.object(event.bytes()));
    fields.put("kind", EntryKind.CONFLICT.wireName());
    return new Entry(
        EntryKind.CONFLICT, Json.bytes(fields), event.detached(), event.origin(), event.facts());
  }

  private static Entry writeEvent(LedgerRecord input, Event event, Instant now) {
    var fields = common(EntryKind.EVENT, input, now);
    fields.put("attributes", input.attributes());
    var whole = new HashMap<>(fields);
    var value = input.value();
    if (value != null) {
      embed(whole, value);
    }
    var identity = new Identity(event.source(), event.id(), input.contentHash());
    var origin =
        new Origin(
            input.position(),
            identity,
            event.subject(),
            event.sequence(),
            event.trace().correlationId());
    return fit(
        EntryKind.EVENT, fields, whole, "data", value, origin, Facts.of(event).storable(now));
  }

  private static Entry unreadable(LedgerRecord input, String reason, Instant now) {
    var fields = common(EntryKind.UNREADABLE, input, now);
    fields.put("reason", reason);
    var facts = Facts.bare(EntryKind.UNREADABLE.wireName(), now);
    return whole(EntryKind.UNREADABLE, fields, input, identity(input), facts);
  }

  /**
   * Somebody wrote in another one's name, or where this does not belong. The name that it bears is
   * not taken, and it counts in no sequence: what the true source says under it is still to come.
   */
  private static Entry foreign(LedgerRecord input, String reason, Instant now) {
    var fields = common(EntryKind.ALARM, input, now);
    fields.put("alarm", Map.of("name", Alarm.FOREIGN_EVENT, "reason", reason));
    var facts = Facts.bare("ledger." + Alarm.FOREIGN_EVENT, now);
    return whole(EntryKind.ALARM, fields, input, place(input), facts);
  }

  /** With the record as it was. */
  private static Entry whole(
      EntryKind kind,
      Map<String, Object> fields,
      LedgerRecord input,
      Identity identity,
      Facts facts) {
    var raw = raw(input);
    var whole = new HashMap<>(fields);
    whole.put("raw", raw);
    var origin = new Origin(input.position(), identity, "", 0, null);
    return fit(kind, fields, whole, "raw", Json.bytes(raw), origin, facts);
  }

  /** The whole entry where it fits, else the one that has the content's hash and size instead. */
  private static Entry fit(
      EntryKind kind,
      Map<String, Object> fields,
      Map<String, Object> whole,
      String content,
      byte @Nullable [] value,
      Origin origin,
      Facts facts) {
    var bytes = Json.bytes(whole);
    if (bytes.length <= most(kind) || value == null) {
      return new Entry(kind, bytes, null, origin, facts);
    }
    var small = new HashMap<>(fields);
    small.put(content + "_sha256", Hash.ofContent(value).hex());
    small.put(content + "_size", value.length);
    return new Entry(kind, Json.bytes(small), value, origin, facts);
  }

  /** An event may turn out to be a conflict, which has a longer name. */
  private static int most(EntryKind kind) {
    return kind == EntryKind.EVENT
        ? Entry.MAX_LENGTH
            - (EntryKind.CONFLICT.wireName().length() - EntryKind.EVENT.wireName().length())
        : Entry.MAX_LENGTH;
  }

  private static Map<String, Object> common(EntryKind kind, LedgerRecord input, Instant now) {
    var at = input.position();
    var fields = new HashMap<String, Object>();
    fields.put("kind", kind.wireName());
    fields.put("recorded_at", Times.text(now));
    fields.put("topic", at.topic());
    fields.put("partition", at.partition());
    fields.put("offset", at.offset());
    if (kind == EntryKind.EVENT && input.key() != null) {
      fields.put("key", input.keyText());
    }
    return fields;
  }

  /** As JSON where writing that again gives the very same bytes, else as base64. */
  private static void embed(Map<String, Object> fields, byte[] value) {
    try {
      var parsed = Json.read(value, Map.class);
      if (Arrays.equals(value, Json.bytes(parsed))) {
        fields.put("data", parsed);
        return;
      }
    } catch (UnreadableJson e) {
      // An object with a null in it, say: readable as its event, and not in our canonical form.
    }
    fields.put("data_base64", Base64.getEncoder().encodeToString(value));
  }

  private static Map<String, Object> raw(LedgerRecord input) {
    var raw = new HashMap<String, Object>();
    putBase64(raw, "key_base64", input.key());
    putBase64(raw, "value_base64", input.value());
    raw.put("headers", input.headers().stream().map(EntryWriter::raw).toList());
    return raw;
  }

  private static Map<String, Object> raw(LedgerRecord.Header header) {
    var raw = new HashMap<String, Object>();
    raw.put("name", header.name());
    putBase64(raw, "value_base64", header.value());
    return raw;
  }

  private static void putBase64(Map<String, Object> fields, String name, byte @Nullable [] bytes) {
    if (bytes != null) {
      fields.put(name, Base64.getEncoder().encodeToString(bytes));
    }
  }

  /**
   * A record that names its source and id may be an event of a newer version, and is published
   * again until it is acknowledged. One that does not is known by where it is.
   */
  private static Identity identity(LedgerRecord input) {
    return EventReader.name(input.raw())
        .map(name -> new Identity(name.source(), name.id(), input.contentHash()))
        .orElseGet(() -> place(input));
  }

  private static Identity place(LedgerRecord input) {
    var at = input.position();
    return new Identity(
        "", at.topic() + '/' + at.partition() + '/' + at.offset(), input.contentHash());
  }

  private EntryWriter() {}
}
