package dev.countersign.gateway.planted;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Planted. */
public final class Sprinkles {
  @ConfigProperty(name = "countersign.gateway.wait")
  long wait;
}
