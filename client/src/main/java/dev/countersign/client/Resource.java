package dev.countersign.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the inventory, of any type, as discovery saw it last.
 *
 * @param type service and type, for example {@code rds:cluster}
 * @param environment as policy classifies it now; where it does not answer, as it did for its last
 *     decision, and null where it never had to
 * @param classifiedBy how it found that; null where policy does not answer
 * @param allowed by operation: what the caller may do with it now; null where policy does not
 *     answer
 * @param cluster the identifier of the cluster that it is a member of; null where it is in none
 */
public record Resource(
    String key,
    String type,
    String identifier,
    String arn,
    String account,
    String region,
    String status,
    @Nullable String environment,
    @Nullable String classifiedBy,
    @Nullable Map<String, Instance.Allowance> allowed,
    @Nullable String cluster,
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links) {}
