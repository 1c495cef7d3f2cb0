package dev.countersign.simulator.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of one call, flat as they came: {@code Tags.Tag.1.Key=Environment}. */
public record Form(Map<String, String> values) {

  public static Form parse(String body) {
    var values = new TreeMap<String, String>();
    for (String pair : body.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Form(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.refused("MalformedQueryString", "The query string is malformed.");
    }
  }

  /** Null when absent or empty: the Query protocol sends an empty list as an empty value. */
  public @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  public String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  public String required(String name) {
    String value = text(name);
    if (value == null) {
      throw AwsError.refused(
          "MissingParameter", "The request must contain the parameter " + name + ".");
    }
    return value;
  }

  public @Nullable Integer number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException e) {
      throw AwsError.refused(
          "MalformedInput", "Invalid value for " + name + ": " + value + " is not an integer");
    }
  }

  public int number(String name, int otherwise) {
    Integer value = number(name);
    return value == null ? otherwise : value;
  }

  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name, "false"));
  }

  /**
   * The members of a list, in order: {@code Filters.Filter.1.Values.Value.2} is found under {@code
   * list("Filters")} as a form with {@code Values.Value.2}; a member that is itself a value is
   * found under the empty name. The name between list and number is not looked at: clients disagree
   * about it ({@code Tag}, {@code member}).
   */
  public List<Form> list(String name) {
    var members = new TreeMap<Integer, Map<String, String>>();
    String prefix = name + ".";
    values.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        String[] parts = key.substring(prefix.length()).split("\\.", 3);
        if (parts.length >= 2 && parts[1].matches("\\d{1,6}")) {
          members
              .computeIfAbsent(Integer.valueOf(parts[1]), n -> new TreeMap<>())
              .put(parts.length == 3 ? parts[2] : "", value);
        }
      }
    });
    return members.values().stream()
        .map(Form::new)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  public List<String> texts(String name) {
    return list(name).stream().map(member -> member.values().getOrDefault("", "")).toList();
  }
}
