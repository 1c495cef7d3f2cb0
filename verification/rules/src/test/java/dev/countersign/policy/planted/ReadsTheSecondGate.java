package dev.countersign.policy.planted;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Nothing wrong here: a name that was given to us. */
public final class ReadsTheSecondGate {
  boolean open(@ConfigProperty(name = "ENABLE_PRODUCTION_OPERATIONS") String gate) {
    return gate.equals("true");
  }
}
