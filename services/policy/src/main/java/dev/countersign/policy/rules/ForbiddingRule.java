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

  /**
   * @param place where it is written, for a mistake in it
   */
  static ForbiddingRule read(String place, String id, Map<String, String> annotations) {
    return new ForbiddingRule(
        id,
        number(place, id, required(place, id, annotations, "priority")),
        new Reason(
            required(place, id, annotations, "code"),
            required(place, id, annotations, "message"),
            required(place, id, annotations, "next_step"),
            "true".equals(annotations.get("change_request"))),
        "true".equals(annotations.get(ApprovalRulesInCedar.MARK)));
  }

  private static String required(
      String place, String id, Map<String, String> annotations, String name) {
    var value = annotations.get(name);
    if (value == null || value.isBlank()) {
      throw new RulesNotLoaded("%s: rule %s forbids and has no @%s".formatted(place, id, name));
    }
    return value;
  }

  private static int number(String place, String id, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RulesNotLoaded(
          "%s: the @priority of rule %s is not a number".formatted(place, id), e);
    }
  }
}
