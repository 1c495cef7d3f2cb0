package dev.countersign.gateway.resource;

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
    Optional<String> after,
    int limit) {
  /** Column and comparison, all of them written here, with the value to compare to. */
  Map<String, String> conditions() {
    var conditions = new LinkedHashMap<String, String>();
    service.ifPresent(value -> conditions.put("service =", value));
    type.ifPresent(value -> conditions.put("type =", value));
    account.ifPresent(value -> conditions.put("account =", value));
    region.ifPresent(value -> conditions.put("region =", value));
    identifier.ifPresent(value -> conditions.put("identifier =", value));
    after.ifPresent(value -> conditions.put("resource_key >", value));
    return conditions;
  }
}
