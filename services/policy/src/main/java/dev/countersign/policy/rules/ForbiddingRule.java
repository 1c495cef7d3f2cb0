package dev.countersign.policy.rules;

import dev.countersign.policy.core.ruling.Ruling.Reason;
import java.util.Comparator;
import java.util.Map;

/**
 * What a rule that forbids says to the requester, read from its annotations.
 *
 * @param priority where several forbid, the lowest speaks
 * @param untilApproved whether it forbids no longer once people have agreed
 */
record ForbiddingRule(String id, int priority, Reason reason, boolean untilApproved) {
  /** Independent of the order that the rules are written in. */
  static final Comparator<ForbiddingRule> FIRST_TO_SPEAK =
      Comparator.comparingInt(ForbiddingRule::priority).thenComparing(ForbiddingRule::id);

  static ForbiddingRule read(String id, Map<String, String> annotations) {
    return new ForbiddingRule(
        id,
        number(id, required(id, annotations, "priority")),
        new Reason(
            required(id, annotations, "code"),
            required(id, annotations, "message"),
            required(id, annotations, "next_step"),
            "true".equals(annotations.get("change_request"))),
        "true".equals(annotations.get(ApprovalRulesInCedar.MARK)));
  }

  private static String required(String id, Map<String, String> annotations, String name) {
    var value = annotations.get(name);
    if (value == null || value.isBlank()) {
      throw new RulesNotLoaded("rule %s forbids and has no @%s".formatted(id, name));
    }
    return value;
  }

  private static int number(String id, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RulesNotLoaded("the @priority of rule %s is not a number".formatted(id), e);
    }
  }
}
