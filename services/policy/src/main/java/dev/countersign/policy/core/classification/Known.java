package dev.countersign.policy.core.classification;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is known, with what its environment is concluded from.
 *
 * @param cluster the one that it is a member of; null for what is in none, and where it is not
 *     known
 */
public record Known(Resource resource, @Nullable Cluster cluster) {
  /** Null where the resource is not known. */
  public static @Nullable Known of(@Nullable Resource resource, @Nullable Cluster cluster) {
    return resource == null ? null : new Known(resource, cluster);
  }

  /** Whether all is known: a member without its cluster is not. */
  public boolean isWhole() {
    return resource.cluster() == null || cluster != null;
  }

  /** When the later of the two was looked at. */
  public Instant observedAt() {
    return cluster == null || cluster.observedAt().isBefore(resource.observedAt())
        ? resource.observedAt()
        : cluster.observedAt();
  }
}
