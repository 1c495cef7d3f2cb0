package dev.countersign.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the inventory, of any type, as discovery saw it last.
 *
 * @param type service and type, for example {@code rds:cluster}
 * @param environment as policy said last; null where it never had to
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
    @Nullable String cluster,
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links) {}
