package dev.countersign.chaos.judgement;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param key the idempotency key, under which it is asked for again until there is an answer
 * @param resource the identifier of the instance or the cluster
 * @param cluster the cluster's identifier: the resource itself, or the one that it is a member of
 */
public record Requested(
    String key,
    String operation,
    String resource,
    @Nullable String cluster,
    Map<String, Object> parameters) {
  /** On an instance that stands alone. */
  public static Requested onInstance(
      String key, String operation, String instance, Map<String, Object> parameters) {
    return new Requested(key, operation, instance, null, parameters);
  }

  /** Whether it is for a cluster as a whole. */
  public boolean isOnACluster() {
    return resource.equals(cluster);
  }

  /** What it shares with whatever must not be under way at the same time. */
  public String exclusion() {
    return cluster == null ? resource : cluster;
  }

  /** Whether only an event tells afterwards that it was done. */
  public boolean leavesOnlyAnEvent() {
    return operation.startsWith("reboot") || operation.startsWith("failover");
  }
}
