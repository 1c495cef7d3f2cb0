package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * An operation of the catalogue.
 *
 * @param parameters JSON Schema
 */
public record OperationDefinition(
    String name,
    List<String> aliases,
    String title,
    String summary,
    boolean interruptsService,
    boolean destroys,
    boolean lessensProtection,
    String defaultTier,
    Duration timeout,
    JsonNode parameters) {}
