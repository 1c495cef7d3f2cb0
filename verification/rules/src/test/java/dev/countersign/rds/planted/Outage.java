package dev.countersign.rds.planted;

/** What the engine should not see. */
public record Outage(String region) {}
