package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tags: at most fifty, keys are unique, and {@code aws:} is not for customers. */
public final class Tags {
  private static final int AT_MOST = 50;

  /** What is seen instead of tags that are not visible yet, and until when. */
  private static final String BEFORE = "_tags_before";

  private static final String SHOWN_FROM = "_tags_shown_from";

  private Tags() {}

  static List<Object> none() {
    return List.of();
  }

  public static List<Object> of(Map<String, String> tags) {
    var list = new ArrayList<Object>();
    tags.forEach((key, value) -> list.add(Map.of("Key", key, "Value", value)));
    return list;
  }

  static List<Object> given(Form form, String parameter) {
    var tags = new LinkedHashMap<String, String>();
    for (Form tag : form.list(parameter)) {
      String key = tag.text("Key", "");
      String value = tag.text("Value", "");
      if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
        throw AwsError.invalidValue(
            "Tag keys must have 1 to 128 characters, tag values up to 256.");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw AwsError.invalidValue("Tag keys may not begin with aws:");
      }
      if (tags.put(key, value) != null) {
        throw AwsError.invalidValue("Duplicate tag key: " + key);
      }
    }
    return bounded(of(tags));
  }

  static List<Object> merged(List<?> before, List<?> more) {
    var tags = new LinkedHashMap<>(byKey(before));
    tags.putAll(byKey(more));
    return bounded(of(tags));
  }

  static Map<String, String> byKey(List<?> list) {
    var tags = new LinkedHashMap<String, String>();
    for (Object tag : list) {
      var fields = Instance.copy(tag);
      tags.put(String.valueOf(fields.get("Key")), String.valueOf(fields.get("Value")));
    }
    return tags;
  }

  static List<Object> without(List<?> before, Set<String> keys) {
    return before.stream()
        .filter(tag -> !keys.contains(String.valueOf(Instance.copy(tag).get("Key"))))
        .map(Object.class::cast)
        .toList();
  }

  /** The attributes with these tags, which are seen as late as tags are at the moment. */
  static Map<String, Object> put(Map<String, Object> attributes, List<Object> tags, Call call) {
    var changed = new LinkedHashMap<>(attributes);
    changed.put("TagList", tags);
    changed.remove(BEFORE);
    changed.remove(SHOWN_FROM);
    if (!call.delays().tags().isZero()) {
      changed.put(BEFORE, visible(attributes, call.now()));
      changed.put(SHOWN_FROM, call.now().plus(call.delays().tags()).toString());
    }
    return changed;
  }

  static List<Object> visible(Map<String, Object> attributes, Instant now) {
    boolean late =
        attributes.get(SHOWN_FROM) instanceof String from && now.isBefore(Instant.parse(from));
    return attributes.get(late ? BEFORE : "TagList") instanceof List<?> tags
        ? List.copyOf(tags)
        : List.of();
  }

  private static List<Object> bounded(List<Object> tags) {
    if (tags.size() > AT_MOST) {
      throw AwsError.invalidValue("A resource can have at most " + AT_MOST + " tags.");
    }
    return tags;
  }
}
