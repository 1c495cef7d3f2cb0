package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.Prompting;
import dev.countersign.policy.core.approval.When;
import dev.countersign.policy.core.role.Roles;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings' {@code approval_rules}. */
final class WrittenApprovalRules {
  private static final Duration WAITING = Duration.ofHours(24);
  private static final Duration LONGEST_WAITING = Duration.ofDays(30);

  /** Nothing but a freeze takes an approval back once it is signed, so none lives long. */
  private static final Duration LONGEST_START = Duration.ofHours(1);

  record Rule(
      String title,
      Condition when,
      List<Need> quorum,
      @Nullable String waiting,
      @Nullable String startWithin,
      @Nullable String remindAfter,
      @Nullable String escalateAfter,
      @Nullable List<String> escalateTo) {}

  record Condition(
      @Nullable List<String> operations,
      @Nullable List<Environment> environments,
      @Nullable List<String> accounts,
      @Nullable Map<String, String> tags,
      @Nullable List<String> tiers,
      @Nullable Boolean interruptsService) {}

  /**
   * @param validity how long an approval may be acted on where the rule does not say
   * @throws SettingsRefused naming the rule and the mistake
   */
  static List<ApprovalRule> read(
      List<Rule> written, OperationCatalogue catalogue, Roles roles, Duration validity) {
    var rules = new ArrayList<ApprovalRule>();
    var titles = new HashSet<String>();
    for (var rule : written) {
      var path = "approval_rules[" + rules.size() + ']';
      if (!titles.add(rule.title)) {
        throw new SettingsRefused(path + ".title: another rule is called so");
      }
      rules.add(read(rule, path, catalogue, roles, validity));
    }
    return rules;
  }

  static ApprovalRule read(
      Rule rule, String path, OperationCatalogue catalogue, Roles roles, Duration validity) {
    return new ApprovalRule(
        rule.title,
        when(rule.when, path + ".when", catalogue),
        quorum(rule.quorum, path + ".quorum", roles),
        time(rule.waiting, WAITING, LONGEST_WAITING, path + ".waiting"),
        time(rule.startWithin, validity, LONGEST_START, path + ".start_within"),
        prompting(rule, path));
  }

  /** Who is told without being asked needs no role: it is an event, and no right. */
  private static @Nullable Prompting prompting(Rule rule, String path) {
    if ((rule.escalateAfter == null) != (rule.escalateTo == null)) {
      throw new SettingsRefused(
          path + " needs escalate_after and escalate_to together, or neither");
    }
    return rule.remindAfter == null && rule.escalateAfter == null
        ? null
        : new Prompting(
            rule.remindAfter == null ? null : SettingsReader.duration(rule.remindAfter),
            rule.escalateAfter == null ? null : SettingsReader.duration(rule.escalateAfter),
            rule.escalateTo == null ? List.of() : rule.escalateTo);
  }

  static When when(Condition when, String path, OperationCatalogue catalogue) {
    return new When(
        operations(all(when.operations, path + ".operations"), path + ".operations", catalogue),
        Set.copyOf(all(when.environments, path + ".environments")),
        Set.copyOf(all(when.accounts, path + ".accounts")),
        when.tags == null ? Map.of() : when.tags,
        all(when.tiers, path + ".tiers").stream()
            .map(tier -> ProductionTier.valueOf(tier.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        when.interruptsService);
  }

  /** A name that is not known is a rule that would never ask anybody, so it is refused. */
  static Set<String> operations(List<String> names, String path, OperationCatalogue catalogue) {
    var operations = new LinkedHashSet<String>();
    for (var name : names) {
      operations.add(
          catalogue
              .find(name)
              .map(OperationDefinition::name)
              .orElseThrow(() ->
                  new SettingsRefused(
                      "%s: there is no operation %s; GET /api/catalogue lists them"
                          .formatted(path, name))));
    }
    return operations;
  }

  /** A group that has no role could not vote, and the quorum would never be reached. */
  private static List<Need> quorum(List<Need> quorum, String path, Roles roles) {
    var groups = quorum.stream().map(Need::group).distinct().count();
    if (groups < quorum.size()) {
      throw new SettingsRefused(path + " has a group twice; write one entry with the whole count");
    }
    for (var need : quorum) {
      if (!roles.mayVoteSomewhere(need.group())) {
        throw new SettingsRefused(
            ("%s: the group %s has no role that may vote; add one to roles, for example"
                    + " {role: Approver, groups: [%s]}")
                .formatted(path, need.group(), need.group()));
      }
    }
    return quorum;
  }

  private static Duration time(
      @Nullable String text, Duration otherwise, Duration longest, String path) {
    var time = text == null ? otherwise : SettingsReader.duration(text);
    if (time.compareTo(longest) > 0) {
      throw new SettingsRefused(path + " must be at most " + longest.toHours() + "h");
    }
    return time;
  }

  /** An empty list could be meant as all or as none. */
  private static <T> List<T> all(@Nullable List<T> list, String path) {
    if (list != null && list.isEmpty()) {
      throw new SettingsRefused(path + " is empty; leave it out to mean all");
    }
    return list == null ? List.of() : list;
  }

  private WrittenApprovalRules() {}
}
