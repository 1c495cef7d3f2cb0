package dev.countersign.policy.rules;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import dev.countersign.policy.core.approval.Drifts;
import dev.countersign.policy.core.approval.When;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings' approval rules as Cedar policies: each forbids what it is about until the quorum is
 * reached. Whatever else forbids it does so all the same.
 */
final class ApprovalRulesInCedar {
  /** Marks a rule that forbids only until people have agreed. */
  static final String MARK = "until_approved";

  /** After every other: people hear first of what no vote can change. */
  private static final int PRIORITY = 1_000;

  static String text(List<ApprovalRule> rules) {
    return rules.stream().map(ApprovalRulesInCedar::text).collect(Collectors.joining("\n"));
  }

  /** Where a break-glass may be used: nowhere, if the settings say nothing of it. */
  static String text(@Nullable BreakGlass breakGlass) {
    return """
    @id(%s)
    @priority("37")
    @title("Where a break-glass is allowed")
    @code("break-glass-not-allowed")
    @message("The rules allow no break-glass for {operation} on {instance}.")
    @next_step("Submit the operation without break_glass. Where it may be used, break_glass of the settings says.")
    forbid (principal, action, resource)
    when { context.break_glass }
    unless { %s };
    """
        .formatted(
            quoted(breakGlass == null ? "break-glass-nowhere@1" : breakGlass.id()),
            breakGlass == null ? "false" : conditions(breakGlass.when()));
  }

  private static String text(ApprovalRule rule) {
    return """

    @id(%s)
    @priority("%d")
    @title(%s)
    @code("approval-required")
    @message(%s)
    @next_step("Wait until they have voted.")
    @%s("true")
    forbid (principal, action == Countersign::Action::"operate", resource)
    when { %s }
    unless { context.quorum_reached };
    """
        .formatted(
            quoted(rule.id()),
            PRIORITY,
            quoted(rule.title()),
            quoted(rule.title() + ": needs the approval of " + Drifts.words(rule.quorum()) + "."),
            MARK,
            conditions(rule.when()));
  }

  private static String conditions(When when) {
    var all = new ArrayList<String>();
    oneOf(all, when.operations(), "context.operation");
    oneOf(
        all,
        when.environments().stream().map(Environment::wireName).toList(),
        "resource.environment");
    oneOf(all, when.accounts(), "resource.account");
    oneOf(all, when.tiers().stream().map(ProductionTier::wireName).toList(), "context.tier");
    when.tags()
        .forEach((key, value) ->
            all.add("resource.tags.contains(" + quoted(CedarFacts.tag(key, value)) + ')'));
    if (when.interruptsService() != null) {
      all.add("context.interrupts_service == " + when.interruptsService());
    }
    return all.isEmpty() ? "true" : String.join(" && ", all);
  }

  private static void oneOf(List<String> all, Collection<String> values, String fact) {
    if (!values.isEmpty()) {
      var list = values.stream().map(ApprovalRulesInCedar::quoted);
      all.add(list.collect(Collectors.joining(", ", "[", "].contains(" + fact + ')')));
    }
  }

  /** Everything but the plainest characters is escaped: no text ends the literal that it is in. */
  private static String quoted(String text) {
    var literal = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c < 0x80 && Character.isLetterOrDigit(c) || " -_.,:/@=+".indexOf(c) >= 0) {
            literal.appendCodePoint(c);
          } else {
            literal.append("\\u{").append(Integer.toHexString(c)).append('}');
          }
        });
    return literal.append('"').toString();
  }

  private ApprovalRulesInCedar() {}
}
