package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Order;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is written on a new snapshot. RDS copies none of the instance's tags once a call carries
 * any, and ours always does: so they are handed down here, as preflight saw them.
 *
 * @param given what the call carries: ours, the requester's, then the instance's, at most 50
 * @param leftOut keys of the instance's tags for which there was no room, or that RDS keeps for
 *     itself
 */
record SnapshotTags(Map<String, String> given, List<String> leftOut) {
  /** RDS's limit for one resource. */
  private static final int MOST = 50;

  private static final String BEFORE = "copied-tag.";

  /** What is to be handed down, to be remembered with the intent. */
  static Map<String, String> baseline(Instance instance, InstanceSight.Details details) {
    return details.copyTagsToSnapshot() ? baseline(instance.tags()) : Map.of();
  }

  /** These, to be handed down. */
  static Map<String, String> baseline(Map<String, String> handedDown) {
    var tags = new HashMap<String, String>();
    handedDown.forEach((key, value) -> tags.put(BEFORE + key, value));
    return tags;
  }

  static SnapshotTags of(Order order, Map<String, String> baseline) {
    var given = new LinkedHashMap<String, String>();
    given.put(Order.OPERATION_TAG, order.operationId());
    requested(order).forEach(given::put);
    var leftOut = new TreeSet<String>();
    new TreeMap<>(baseline)
        .forEach((name, value) -> {
          var key = name.startsWith(BEFORE) ? name.substring(BEFORE.length()) : "";
          if (!key.isEmpty() && !given.containsKey(key)) {
            if (given.size() < MOST && !isReserved(key) && !isReserved(value)) {
              given.put(key, value);
            } else {
              leftOut.add(key);
            }
          }
        });
    return new SnapshotTags(given, List.copyOf(leftOut));
  }

  /** The catalogue let nothing else pass; what is approved is what is sent. */
  private static Map<String, String> requested(Order order) {
    var tags = new LinkedHashMap<String, String>();
    if (order.parameters().get("tags") instanceof List<?> list) {
      for (var item : list) {
        if (!(item instanceof Map<?, ?> tag
            && tag.get("Key") instanceof String key
            && tag.get("Value") instanceof String value
            && tags.put(key, value) == null)) {
          throw new IllegalStateException("the catalogue let tags pass that cannot be sent");
        }
      }
    }
    return tags;
  }

  /** AWS takes neither keys nor values that begin so from anybody else. */
  private static boolean isReserved(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("aws:") || lower.startsWith("rds:");
  }

  /** Those of them that a snapshot does not show, or shows with another value. */
  List<String> missing(Map<String, String> shown) {
    return given.entrySet().stream()
        .filter(tag -> !tag.getValue().equals(shown.get(tag.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
