package dev.countersign.gateway.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.resource.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot as the API shows it. */
final class SnapshotJson {
  /**
   * @param sourceIsThere whether the inventory has what it was taken of
   * @param environment of that, as policy said last; null where it never had to
   * @param createdBy the operation that made it, and who asked for that; null for others
   */
  static Map<String, Object> of(
      Snapshot snapshot,
      boolean sourceIsThere,
      @Nullable String environment,
      @Nullable JsonNode createdBy) {
    var key = snapshot.key();
    var json = new LinkedHashMap<String, Object>();
    json.put("snapshot_id", snapshot.identifier());
    json.put("key", key.toString());
    json.put("type", key.kind());
    json.put("arn", snapshot.arn());
    json.put("account", key.account());
    json.put("region", key.region());
    json.put("taken_of", takenOf(snapshot, sourceIsThere));
    if (environment != null) {
      json.put("environment", environment);
    }
    json.put("engine", snapshot.engine());
    json.put("engine_version", snapshot.engineVersion());
    json.put("status", snapshot.status());
    json.put("size_gib", snapshot.sizeGib());
    json.put("encrypted", snapshot.encrypted());
    if (snapshot.createdAt() != null) {
      json.put("created_at", snapshot.createdAt());
    }
    if (createdBy != null) {
      json.put("created_by", createdBy);
    }
    json.put("tags", snapshot.tags());
    json.put("observed_at", snapshot.observedAt());
    json.put("links", links(snapshot, sourceIsThere, createdBy));
    return json;
  }

  private static Map<String, Object> takenOf(Snapshot snapshot, boolean isThere) {
    var source = snapshot.source();
    return Map.of(
        "key",
        source.toString(),
        "type",
        source.kind(),
        "identifier",
        snapshot.sourceIdentifier(),
        "in_inventory",
        isThere);
  }

  private static Map<String, String> links(
      Snapshot snapshot, boolean sourceIsThere, @Nullable JsonNode createdBy) {
    var links = new LinkedHashMap<String, String>();
    links.put("self", "/api/resources/" + snapshot.key());
    if (sourceIsThere) {
      links.put("taken_of", "/api/resources/" + snapshot.source());
    }
    if (createdBy != null) {
      links.put("created_by", "/api/operations/" + createdBy.path("operation_id").asText());
    }
    return links;
  }

  private SnapshotJson() {}
}
