package dev.countersign.audit.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.audit.tree.Hash;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read.
 *
 * @param timestamp the broker's or producer's, milliseconds since 1970; orders records of different
 *     partitions within one batch, and nothing else
 */
public record LedgerRecord(
    Position position,
    long timestamp,
    byte @Nullable [] key,
    List<Header> headers,
    byte @Nullable [] value) {
  private static final String ATTRIBUTE = "ce_";

  /** What a header takes besides its name and value. */
  private static final int HEADER = 64;

  public LedgerRecord {
    headers = List.copyOf(headers);
  }

  /** Where in Kafka. */
  public record Position(String topic, int partition, long offset) {}

  /** One header; a name may repeat, the last one counts. */
  public record Header(String name, byte @Nullable [] value) {}

  /** About how many bytes of memory it takes: whoever sends it may put them where they like. */
  public long size() {
    var size = length(key) + length(value);
    for (var header : headers) {
      size += HEADER + header.name().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** The same, for the reader that all services share. */
  RawRecord raw() {
    return RawRecord.of(
        position.topic(),
        key == null ? null : keyText(),
        headers.stream().map(header -> RawHeader.of(header.name(), header.value())).toList(),
        value);
  }

  /** The headers as text. */
  public Map<String, String> headerText() {
    var text = new HashMap<String, String>();
    for (var header : headers) {
      if (header.value() != null) {
        text.put(header.name(), new String(header.value(), UTF_8));
      }
    }
    return text;
  }

  /** The CloudEvents attributes, without the prefix of their headers, in order. */
  public Map<String, String> attributes() {
    var attributes = new TreeMap<String, String>();
    headerText()
        .forEach((name, value) -> {
          if (name.startsWith(ATTRIBUTE)) {
            attributes.put(name.substring(ATTRIBUTE.length()), value);
          }
        });
    return attributes;
  }

  /** The key as text; empty where there is none. */
  public String keyText() {
    return key == null ? "" : new String(key, UTF_8);
  }

  /**
   * What makes two records say the same: key, CloudEvents attributes and value. Not where they are,
   * since an event is published again when its acknowledgement was lost, and not the other headers,
   * which tracing agents add to on the way.
   */
  public Hash contentHash() {
    int size = 0;
    var parts = new ArrayList<byte @Nullable []>();
    parts.add(key);
    attributes()
        .forEach((name, text) -> {
          parts.add(name.getBytes(UTF_8));
          parts.add(text.getBytes(UTF_8));
        });
    parts.add(value);
    for (var part : parts) {
      size += Integer.BYTES + (part == null ? 0 : part.length);
    }
    var framed = ByteBuffer.allocate(size);
    for (var part : parts) {
      framed.putInt(part == null ? -1 : part.length);
      if (part != null) {
        framed.put(part);
      }
    }
    return Hash.ofContent(framed.array());
  }
}
