package dev.countersign.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance of the inventory, as discovery saw it last.
 *
 * @param environment as policy classifies it now; null where policy does not answer
 * @param classifiedBy how it found that; null where policy does not answer
 * @param allowed by operation: what the caller may do with it now; null where policy does not
 *     answer
 */
public record Instance(
    String instanceId,
    String key,
    String account,
    String region,
    String arn,
    String engine,
    String engineVersion,
    String instanceClass,
    String status,
    @Nullable String environment,
    @Nullable String classifiedBy,
    @Nullable Map<String, Allowance> allowed,
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links) {

  /**
   * Whether the caller may.
   *
   * @param allowed {@code yes}, {@code needs-approval} or {@code no}
   */
  public record Allowance(String allowed, String reason) {}
}
