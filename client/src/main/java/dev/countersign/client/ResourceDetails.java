package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One resource, and what can be asked for on it.
 *
 * @param attributes what its type has besides
 */
public record ResourceDetails(
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
    Map<String, String> links,
    JsonNode attributes,
    InstanceDetails.@Nullable Classified lastClassified,
    List<InstanceDetails.Offer> operations) {}
