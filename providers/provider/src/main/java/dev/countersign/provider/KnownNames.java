package dev.countersign.provider;

import java.util.List;
import java.util.Map;

/**
 * What is looked at one by one where listing is not permitted.
 *
 * @param onRecord identifiers that the inventory has, by kind, for example {@code rds:db}
 * @param configured identifiers that the accounts file names, of whatever kind may be meant
 */
public record KnownNames(Map<String, List<String>> onRecord, List<String> configured) {
  public KnownNames {
    onRecord = Map.copyOf(onRecord);
    configured = List.copyOf(configured);
  }

  /** Those of one kind that the inventory has. */
  public List<String> of(String kind) {
    return onRecord.getOrDefault(kind, List.of());
  }
}
