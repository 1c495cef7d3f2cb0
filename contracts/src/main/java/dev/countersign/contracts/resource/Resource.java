package dev.countersign.contracts.resource;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that operations can be done to, as discovery last saw it. In JSON, the kind in the key
 * tells which of the records it is ({@link ResourceReader}).
 */
@JsonDeserialize(using = ResourceReader.class)
public sealed interface Resource permits Instance, Cluster, Snapshot, OtherResource {
  /** Which resource. */
  ResourceKey key();

  /** What people call it; not unique across accounts and regions. */
  String identifier();

  /** The ARN. */
  String arn();

  /** The service's word for the state that it is in. */
  String status();

  /** The tags as they are set on the resource. */
  Map<String, String> tags();

  /** When the call that showed it was answered. */
  Instant observedAt();

  /** The same, seen at another time. */
  Resource seenAt(Instant time);

  /** The identifier of the cluster that it is a member of; null for what is in none. */
  default @Nullable String cluster() {
    return null;
  }

  /** The class of machine that it runs on; null for what has none. */
  default @Nullable String instanceClass() {
    return null;
  }

  /** Whether everything but the time of the look is equal. */
  default boolean sameAs(Resource other) {
    return equals(other.seenAt(observedAt()));
  }

  /**
   * @throws IllegalArgumentException where the key is that of another kind
   */
  static void requireKind(ResourceKey key, String kind) {
    if (!key.kind().equals(kind)) {
      throw new IllegalArgumentException("a resource of the kind " + kind + " has no such key");
    }
  }
}
