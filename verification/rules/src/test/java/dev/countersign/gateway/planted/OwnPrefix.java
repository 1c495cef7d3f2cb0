package dev.countersign.gateway.planted;

import io.smallrye.config.ConfigMapping;

/** Nothing wrong here. */
@ConfigMapping(prefix = "countersign.gateway")
public interface OwnPrefix {}
