package dev.countersign.gateway.planted;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Planted. */
public record SprinklesOnParameters(@ConfigProperty(name = "a.b") long patience) {}
