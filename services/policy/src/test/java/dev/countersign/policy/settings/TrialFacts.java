package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Gates;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.util.Map;

/** Facts for rules that do not look at them. */
final class TrialFacts {
  static Facts anything() {
    return new Facts(
        "jane",
        true,
        true,
        "reboot_instance",
        ProductionTier.RISKY,
        new Consequences(true, false, false),
        true,
        "444455556666:eu-central-1:rds:db:db-A",
        Environment.PRODUCTION,
        "444455556666",
        Map.of(),
        new Gates(true, true),
        false);
  }

  private TrialFacts() {}
}
