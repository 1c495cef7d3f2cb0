package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.VariantReader;

/** Which record a resource is read as: the kind in its key says so. */
final class ResourceReader extends VariantReader<Resource> {
  private static final long serialVersionUID = 1L;

  ResourceReader() {
    super(Resource.class);
  }

  @Override
  protected Class<? extends Resource> variant(JsonNode value) {
    // Without the id, which may hold anything but a colon. What has no key is found incomplete.
    var parts = value.path("key").asText().split(":", -1);
    return switch (parts.length == 5 ? parts[2] + ':' + parts[3] : "") {
      case Instance.KIND -> Instance.class;
      case Cluster.KIND -> Cluster.class;
      case Snapshot.OF_INSTANCE, Snapshot.OF_CLUSTER -> Snapshot.class;
      default -> OtherResource.class;
    };
  }
}
