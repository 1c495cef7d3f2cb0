package dev.countersign.policy.core.rulebook;

import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.FreezeOverride;
import java.util.List;

/**
 * The freezes that people may agree to begin a request in.
 *
 * @param freezes the titles of all that bind it now; empty where it asks for no override, or no
 *     rule lets anybody agree to one of them
 * @param rules what asks people for it
 */
record Overriding(List<String> freezes, List<ApprovalRule> rules) {
  static final Overriding NOTHING = new Overriding(List.of(), List.of());

  Overriding {
    freezes = List.copyOf(freezes);
    rules = List.copyOf(rules);
  }

  /** Each of the freezes has to have a rule that overrides it: one that has none binds as ever. */
  static Overriding of(List<String> freezes, List<FreezeOverride> fitting) {
    var all =
        freezes.stream()
            .allMatch(title -> fitting.stream().anyMatch(rule -> rule.overrides(title)));
    return freezes.isEmpty() || !all
        ? NOTHING
        : new Overriding(
            freezes,
            fitting.stream()
                .filter(rule -> rule.concerns(freezes))
                .map(FreezeOverride::rule)
                .toList());
  }

  boolean nothing() {
    return rules.isEmpty();
  }
}
