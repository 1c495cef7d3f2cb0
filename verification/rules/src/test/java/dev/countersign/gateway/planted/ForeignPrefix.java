package dev.countersign.gateway.planted;

import io.smallrye.config.ConfigMapping;

/** Planted. */
@ConfigMapping(prefix = "gateway")
public interface ForeignPrefix {}
