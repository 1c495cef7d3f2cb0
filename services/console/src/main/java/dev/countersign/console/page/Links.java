package dev.countersign.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of our pages. Whatever is put into one is encoded, so that it stays one segment. */
public final class Links {
  public static String operation(String id) {
    return "/operations/" + encoded(id);
  }

  /** An instance or a cluster, by its key. */
  public static String resource(String key) {
    return "/fleet/" + encoded(key);
  }

  public static String ask(String key, String operation) {
    return query("/ask", Map.of("on", key, "operation", operation));
  }

  /** With those values that are not empty, in the order of the map. */
  public static String query(String path, Map<String, String> values) {
    var query =
        values.entrySet().stream()
            .filter(value -> !value.getValue().isEmpty())
            .map(value -> encoded(value.getKey()) + '=' + encoded(value.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + '?' + query;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }

  private Links() {}
}
