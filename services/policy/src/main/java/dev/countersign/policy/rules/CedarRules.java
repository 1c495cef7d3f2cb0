package dev.countersign.policy.rules;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.RuleWords;
import dev.countersign.policy.core.ruling.Rules;
import dev.countersign.policy.core.ruling.Ruling;
import dev.countersign.policy.core.ruling.Ruling.Permitted;
import dev.countersign.policy.core.ruling.Ruling.Reason;
import dev.countersign.policy.core.ruling.Ruling.Refused;
import dev.countersign.policy.core.ruling.Ruling.Undecidable;
import dev.countersign.policy.core.ruling.Ruling.VotesNeeded;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges with Cedar. A judgement takes about a tenth of a millisecond and does not block.
 *
 * <p>Hazard: Cedar skips a rule that it cannot evaluate and lets the others decide, so that a
 * broken rule that forbids would let everything through. Any error in an answer therefore makes it
 * undecidable.
 */
public final class CedarRules implements Rules {
  private static final Reason NO_RULE_PERMITS =
      new Reason(
          "no-rule-permits",
          "No rule allows {operation} on {instance}.",
          "Ask the people who maintain the rules, or create a CloudOps request.",
          false);

  private final AuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final Schema schema;
  private final Map<String, ForbiddingRule> forbidding;
  private final Map<String, RuleWords> words;

  CedarRules(
      PolicySet policies,
      Schema schema,
      Map<String, ForbiddingRule> forbidding,
      Map<String, RuleWords> words) {
    this.policies = policies;
    this.schema = schema;
    this.forbidding = Map.copyOf(forbidding);
    this.words = Map.copyOf(words);
  }

  @Override
  public @Nullable RuleWords words(String id) {
    return words.get(id);
  }

  @Override
  public Ruling judge(Facts facts) {
    try {
      var response =
          engine.isAuthorized(
              CedarFacts.request(facts, schema), policies, CedarFacts.entities(facts));
      return response
          .success
          .map(this::ruling)
          .orElseGet(() -> new Undecidable("Cedar gave no answer: " + response));
    } catch (AuthException e) {
      return new Undecidable("Cedar failed: " + e.getMessage());
    }
  }

  private Ruling ruling(AuthorizationSuccessResponse answer) {
    if (!answer.getErrors().isEmpty()) {
      return new Undecidable("a rule could not be evaluated: " + describe(answer.getErrors()));
    }
    return answer.isAllowed()
        ? new Permitted(answer.getReason().stream().sorted().toList())
        : refused(answer.getReason());
  }

  private Ruling refused(Collection<String> deciding) {
    var rules =
        deciding.stream()
            .map(forbidding::get)
            .filter(Objects::nonNull)
            .sorted(ForbiddingRule.FIRST_TO_SPEAK)
            .toList();
    if (rules.isEmpty()) {
      return new Refused(List.of(), NO_RULE_PERMITS);
    }
    var ids = rules.stream().map(ForbiddingRule::id).toList();
    return rules.stream().allMatch(ForbiddingRule::untilApproved)
        ? new VotesNeeded(ids.stream().sorted().toList())
        : new Refused(ids, rules.getFirst().reason());
  }

  private static String describe(List<AuthorizationSuccessResponse.AuthorizationError> errors) {
    return errors.stream().map(Object::toString).toList().toString();
  }
}
