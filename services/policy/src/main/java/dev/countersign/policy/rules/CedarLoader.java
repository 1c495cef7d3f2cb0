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
import org.jspecify.annotations.Nullable;

/** Reads rules, checks them against their schema, and makes them ready. Takes some 150 ms. */
public final class CedarLoader {
  /**
   * Loads rules.
   *
   * @throws RulesNotLoaded when they are not Cedar, do not fit the schema, or break the house's own
   *     rules: each has an id of its own, and each that forbids says why and what to do
   */
  public static CedarRules load(RulesText text) {
    try {
      var schema = new Schema(text.schema());
      var named = named(PolicySet.parsePolicies(text.policies()));
      validate(schema, named);
      cache(schema, named);
      return new CedarRules(named, schema, forbidding(named), words(named));
    } catch (AuthException e) {
      throw new RulesNotLoaded("the rules cannot be read: " + e.getMessage(), e);
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
    return load(text.with(approvalRules, breakGlass));
  }

  private static void cache(Schema schema, PolicySet policies) {
    try {
      policies.cache();
      schema.cache();
    } catch (CacheException e) {
      throw new RulesNotLoaded("the rules cannot be prepared: " + e.getMessage(), e);
    }
  }

  private static PolicySet named(PolicySet parsed) throws AuthException {
    if (parsed.getNumTemplates() > 0) {
      throw new RulesNotLoaded("templates are not used here; write the rule out");
    }
    var named = new HashSet<Policy>();
    var ids = new HashSet<String>();
    for (var policy : parsed.policies) {
      var id = policy.getAnnotations().get("id");
      if (id == null || id.isBlank()) {
        throw new RulesNotLoaded("a rule has no @id: " + policy.getSource());
      }
      if (!ids.add(id)) {
        throw new RulesNotLoaded("two rules have the @id " + id);
      }
      named.add(new Policy(policy.getSource(), id));
    }
    return new PolicySet(named);
  }

  private static void validate(Schema schema, PolicySet policies) throws AuthException {
    var result = new BasicAuthorizationEngine().validate(new ValidationRequest(schema, policies));
    if (!result.validationPassed()) {
      throw new RulesNotLoaded("the rules do not fit their schema: " + result);
    }
  }

  private static Map<String, ForbiddingRule> forbidding(PolicySet policies) throws AuthException {
    var forbidding = new HashMap<String, ForbiddingRule>();
    for (var policy : policies.policies) {
      if (policy.effect() == Effect.FORBID) {
        var id = policy.getID();
        forbidding.put(id, ForbiddingRule.read(id, policy.getAnnotations()));
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

  private CedarLoader() {}
}
