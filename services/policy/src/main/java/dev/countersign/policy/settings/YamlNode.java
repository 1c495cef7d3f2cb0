package dev.countersign.policy.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A place in a YAML file that knows its own path, so that whoever finds a mistake can name it.
 *
 * @param path for example {@code naming_patterns[2].environment}; empty at the top
 */
record YamlNode(String path, JsonNode json) {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  // "yes" and "off" are texts: a gate takes true or false.
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static YamlNode parse(String yaml) {
    try {
      return new YamlNode("", MAPPER.readTree(yaml));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var where = at == null ? "" : " at line " + at.getLineNr();
      throw new SettingsRefused(
          "not readable as YAML%s: %s".formatted(where, e.getOriginalMessage()), e);
    }
  }

  /** The children by key, when these are exactly the keys that there must be. */
  Map<String, YamlNode> exactly(Set<String> keys) {
    return exactly(keys, Set.of());
  }

  /** The same, where some may be there or not. */
  Map<String, YamlNode> exactly(Set<String> keys, Set<String> optional) {
    var entries = entries();
    for (var key : entries.keySet()) {
      if (!keys.contains(key) && !optional.contains(key)) {
        throw new SettingsRefused(
            "unknown key %s; known are %s"
                .formatted(
                    child(key), Stream.concat(keys.stream(), optional.stream()).sorted().toList()));
      }
    }
    for (var key : keys) {
      if (!entries.containsKey(key)) {
        throw new SettingsRefused("missing key " + child(key));
      }
    }
    return entries;
  }

  /** The children by key, in the file's order. */
  Map<String, YamlNode> entries() {
    if (!json.isObject()) {
      throw wrong("a mapping");
    }
    var entries = new LinkedHashMap<String, YamlNode>();
    json.properties()
        .forEach(entry ->
            entries.put(entry.getKey(), new YamlNode(child(entry.getKey()), entry.getValue())));
    return entries;
  }

  List<YamlNode> items() {
    if (!json.isArray()) {
      throw wrong("a list");
    }
    var items = new ArrayList<YamlNode>();
    for (var item : json) {
      items.add(new YamlNode("%s[%d]".formatted(path, items.size()), item));
    }
    return items;
  }

  /** A list of texts, none of them twice. */
  List<String> texts() {
    var seen = new HashSet<String>();
    return items().stream()
        .map(item -> {
          if (!seen.add(item.text())) {
            throw new SettingsRefused("%s: %s is there twice".formatted(path, item.text()));
          }
          return item.text();
        })
        .toList();
  }

  String text() {
    if (!json.isTextual() || json.textValue().isBlank()) {
      throw wrong("a text");
    }
    return json.textValue();
  }

  boolean flag() {
    if (!json.isBoolean()) {
      throw wrong("true or false");
    }
    return json.booleanValue();
  }

  /** To throw: the value here is not what the key takes. */
  SettingsRefused wrong(String expected) {
    var name = path.isEmpty() ? "the file" : path;
    return new SettingsRefused("%s must be %s".formatted(name, expected));
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }
}
