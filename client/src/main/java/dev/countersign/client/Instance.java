package dev.countersign.client;

import java.time.Instant;
import java.util.Map;

/** An instance of the inventory, as discovery saw it last. */
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
    Map<String, String> tags,
    Instant observedAt,
    Map<String, String> links) {}
