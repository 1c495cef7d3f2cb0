package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.ruling.Gates;
import dev.countersign.policy.core.ruling.Rules;

/**
 * Everything that decides, as of one moment. A change makes a new one; nothing in it ever changes.
 *
 * @param version SHA-256 over rules, schema, definitions of operations, settings and calendars, hex
 * @param environmentGate whether {@code ENABLE_PRODUCTION_OPERATIONS} is true
 */
public record Rulebook(
    String version,
    PolicySettings settings,
    boolean environmentGate,
    OperationCatalogue catalogue,
    Rules rules,
    Freezes freezes) {
  /** The same with both gates open, or both closed: what a decision would be then. */
  public Rulebook withGates(boolean open) {
    return new Rulebook(version, settings.withProduction(open), open, catalogue, rules, freezes);
  }

  /** The same with the gate of the environment open, or closed. */
  public Rulebook withEnvironmentGate(boolean open) {
    return new Rulebook(version, settings, open, catalogue, rules, freezes);
  }

  Gates gates() {
    return new Gates(settings.enableProductionOperations(), environmentGate);
  }
}
