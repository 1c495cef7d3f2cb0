package dev.countersign.gateway.resource;

import dev.countersign.contracts.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which resources to list. */
record ResourceFilter(
    Optional<String> service,
    Optional<String> type,
    Optional<String> account,
    Optional<String> region,
    Optional<String> identifier,
    Optional<String> engine,
    Optional<String> status,
    Optional<String> tag,
    Optional<String> after,
    int limit) {
  /** Comparisons, all of them written here, with a placeholder for the value to compare to. */
  Map<String, String> conditions() {
    var conditions = new LinkedHashMap<String, String>();
    service.ifPresent(value -> conditions.put("service = %s", value));
    type.ifPresent(value -> conditions.put("type = %s", value));
    account.ifPresent(value -> conditions.put("account = %s", value));
    region.ifPresent(value -> conditions.put("region = %s", value));
    identifier.ifPresent(value -> conditions.put("identifier = %s", value));
    engine.ifPresent(value -> conditions.put("data ->> 'engine' = %s", value));
    status.ifPresent(value -> conditions.put("data ->> 'status' = %s", value));
    tag.ifPresent(value -> conditions.put(tagCondition(value), tagValue(value)));
    after.ifPresent(value -> conditions.put("resource_key > %s", value));
    return conditions;
  }

  /** {@code Team} is any value of it, {@code Team=Billing} this one. */
  private static String tagCondition(String tag) {
    return tag.indexOf('=') < 0
        ? "jsonb_exists(data -> 'tags', %s)"
        : "data -> 'tags' @> %s::text::jsonb";
  }

  private static String tagValue(String tag) {
    var parts = tag.split("=", 2);
    return parts.length == 1 ? tag : Json.text(Map.of(parts[0], parts[1]));
  }
}
