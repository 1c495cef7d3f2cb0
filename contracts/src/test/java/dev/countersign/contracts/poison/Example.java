package dev.countersign.contracts.poison;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A good record, and how to spoil it. */
/* NullAway does not see the annotation on arrays: byte @Nullable []. */
@NullUnmarked
record Example(String type, String topic, Map<String, String> headers, String key, JsonNode data) {
  private static final String MARK = "the value of the field goes here";

  static Example of(String type, JsonNode golden) {
    var headers = new LinkedHashMap<String, String>();
    golden
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    var topic = Poisons.topicOf(headers.getOrDefault("ce_source", ""), type);
    return new Example(type, topic, headers, golden.path("key").asText(), golden.path("value"));
  }

  /** As it is, elsewhere. */
  RawRecord on(String topic) {
    return fresh(topic, all("", List.of()), bytes());
  }

  /** Whether the value repeats what the subject says. */
  boolean saysItsSubject() {
    return data.has("operation_id") || topic.equals(Topics.RESOURCES);
  }

  RawRecord with(String header, String value) {
    return with(header, new RawHeader(header, value.getBytes(UTF_8)));
  }

  RawRecord with(String header, RawHeader instead) {
    return with(header, List.of(instead));
  }

  /** With these in place of a header. */
  RawRecord with(String header, List<RawHeader> instead) {
    return fresh(topic, all(header, instead), bytes());
  }

  RawRecord value(byte @Nullable [] value) {
    return fresh(topic, all("", List.of()), value);
  }

  /** With another value of a field; without it where there is none. */
  RawRecord changed(List<String> path, @Nullable JsonNode value) {
    var changed = data.deepCopy();
    var owner = (ObjectNode) Poisons.at(changed, path.subList(0, path.size() - 1));
    if (value == null) {
      owner.remove(path.getLast());
    } else {
      owner.set(path.getLast(), value);
    }
    return value(changed.toString().getBytes(UTF_8));
  }

  /** With this text as a field's value, which no tree could hold. */
  RawRecord raw(List<String> path, String json) {
    var changed = data.deepCopy();
    ((ObjectNode) Poisons.at(changed, path.subList(0, path.size() - 1))).put(path.getLast(), MARK);
    return value(changed.toString().replace('"' + MARK + '"', json).getBytes(UTF_8));
  }

  /** Under an id and about an operation of its own, so that none is taken for a repetition. */
  private RawRecord fresh(String topic, List<RawHeader> headers, byte @Nullable [] value) {
    var names = new HashMap<String, String>();
    names.put(headers().getOrDefault("ce_id", ""), EventIds.next());
    if (data.has("operation_id")) {
      names.put(data.path("operation_id").asText(), EventIds.next());
    }
    return new RawRecord(
        topic,
        key,
        headers.stream()
            .map(header -> new RawHeader(header.name(), renamed(header.value(), names)))
            .toList(),
        renamed(value, names));
  }

  /** Byte for byte, whatever they are. */
  private static byte @Nullable [] renamed(byte @Nullable [] bytes, Map<String, String> names) {
    if (bytes == null) {
      return null;
    }
    var text = new String(bytes, ISO_8859_1);
    for (var name : names.entrySet()) {
      text = text.replace(name.getKey(), name.getValue());
    }
    return text.getBytes(ISO_8859_1);
  }

  private List<RawHeader> all(String without, List<RawHeader> instead) {
    var all = new ArrayList<>(instead);
    headers.forEach((name, value) -> {
      if (!name.equals(without)) {
        all.add(new RawHeader(name, value.getBytes(UTF_8)));
      }
    });
    return all;
  }

  private byte @Nullable [] bytes() {
    return data.isNull() ? null : data.toString().getBytes(UTF_8);
  }
}
