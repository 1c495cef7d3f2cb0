package dev.countersign.policy.rules;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.Effect;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import dev.countersign.policy.core.ruling.RuleWords;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rules, checks them against their schema, and makes them ready. Takes some 150 ms. */
public final class CedarLoader {
  private final RulesText text;
  private final Set<String> untilApproved;
  private final Schema schema;

  private CedarLoader(RulesText text, Set<String> untilApproved) {
    this.text = text;
    this.untilApproved = untilApproved;
    this.schema = new Schema(text.schema());
  }

  /**
   * Loads rules.
   *
   * @throws RulesNotLoaded when they are not Cedar, do not fit the schema, or break the house's own
   *     rules: each has an id of its own, and each that forbids says why and what to do. It names
   *     the file and the line where the rule begins
   */
  public static CedarRules load(RulesText text) {
    return load(text, Set.of());
  }

  /**
   * @param untilApproved the ids of the rules that forbid only until people have agreed
   */
  private static CedarRules load(RulesText text, Set<String> untilApproved) {
    try {
      return new CedarLoader(text, untilApproved).rules();
    } catch (AuthException e) {
      throw new RulesNotLoaded("the rules cannot be read: " + said(e), e);
    }
  }

  /** Loads rules, and the approval rules of the settings with them. */
  public static CedarRules load(RulesText text, List<ApprovalRule> approvalRules) {
    return load(text, approvalRules, null);
  }

  /**
   * Loads rules, and those of the settings with them.
   *
   * @param breakGlass null where no break-glass may be used
   */
  public static CedarRules load(
      RulesText text, List<ApprovalRule> approvalRules, @Nullable BreakGlass breakGlass) {
    return load(
        text.with(approvalRules, breakGlass),
        approvalRules.stream().map(ApprovalRule::id).collect(Collectors.toUnmodifiableSet()));
  }

  private CedarRules rules() throws AuthException {
    var named = named();
    validate(named);
    cache(named);
    return new CedarRules(named, schema, forbidding(named), words(named));
  }

  private void cache(PolicySet policies) {
    try {
      policies.cache();
      schema.cache();
    } catch (CacheException e) {
      throw new RulesNotLoaded("the rules cannot be prepared: " + e.getMessage(), e);
    }
  }

  private PolicySet named() throws AuthException {
    var named = new HashSet<Policy>();
    var ids = new HashSet<String>();
    for (var statement : text.statements().toList()) {
      var policy = parsed(statement);
      var annotations = policy.getAnnotations();
      var id = annotations.get("id");
      if (id == null || id.isBlank()) {
        throw new RulesNotLoaded(statement.place() + ": a rule has no @id: " + policy.getSource());
      }
      if (!ids.add(id)) {
        throw new RulesNotLoaded(statement.place() + ": two rules have the @id " + id);
      }
      if (annotations.containsKey(ApprovalRulesInCedar.MARK) && !untilApproved.contains(id)) {
        throw new RulesNotLoaded(
            "%s: rule %s has @%s, and no votes could lift it: write it as one of the settings'"
                    .formatted(statement.place(), id, ApprovalRulesInCedar.MARK)
                + " approval_rules, which say whose votes it takes");
      }
      named.add(new Policy(policy.getSource(), id));
    }
    return new PolicySet(named);
  }

  private static Policy parsed(Statement statement) throws AuthException {
    PolicySet parsed;
    try {
      parsed = PolicySet.parsePolicies(statement.text());
    } catch (AuthException e) {
      throw new RulesNotLoaded(statement.place() + ": the rule cannot be read: " + said(e), e);
    }
    if (parsed.getNumTemplates() > 0) {
      throw new RulesNotLoaded(
          statement.place() + ": templates are not used here; write the rule out");
    }
    if (parsed.policies.size() != 1) {
      throw new RulesNotLoaded(statement.place() + ": a rule is expected here");
    }
    return parsed.policies.iterator().next();
  }

  private void validate(PolicySet policies) throws AuthException {
    var engine = new BasicAuthorizationEngine();
    if (engine.validate(new ValidationRequest(schema, policies)).validationPassed()) {
      return;
    }
    for (var policy : policies.policies) {
      var alone = engine.validate(new ValidationRequest(schema, new PolicySet(Set.of(policy))));
      if (!alone.validationPassed()) {
        throw new RulesNotLoaded(
            "%s: the rule does not fit the schema: %s".formatted(place(policy.getID()), alone));
      }
    }
    throw new RulesNotLoaded("the rules do not fit their schema");
  }

  private Map<String, ForbiddingRule> forbidding(PolicySet policies) throws AuthException {
    var forbidding = new HashMap<String, ForbiddingRule>();
    for (var policy : policies.policies) {
      if (policy.effect() == Effect.FORBID) {
        var id = policy.getID();
        forbidding.put(id, ForbiddingRule.read(place(id), id, policy.getAnnotations()));
      }
    }
    return forbidding;
  }

  /** A rule without a title is known by its id, and one without a message by its title. */
  private static Map<String, RuleWords> words(PolicySet policies) throws AuthException {
    var words = new HashMap<String, RuleWords>();
    for (var policy : policies.policies) {
      var annotations = policy.getAnnotations();
      var title = annotations.getOrDefault("title", policy.getID());
      words.put(policy.getID(), new RuleWords(title, annotations.getOrDefault("message", title)));
    }
    return words;
  }

  private String place(String id) {
    return text.place(id).orElse(id);
  }

  /** Cedar's own words, without those of the way that they came. */
  private static String said(AuthException e) {
    return String.valueOf(e.getMessage())
        .replaceFirst("^Internal error: ", "")
        .replaceFirst("^Internal JNI Error: ", "");
  }
}
