package dev.countersign.policy.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Gates;
import dev.countersign.policy.core.ruling.ProductionTier;
import dev.countersign.policy.core.ruling.Ruling;
import dev.countersign.policy.core.ruling.Ruling.Permitted;
import dev.countersign.policy.core.ruling.Ruling.Refused;
import dev.countersign.policy.core.ruling.Ruling.Undecidable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CedarRulesTest {
  private static final RulesText PACKAGED = RulesText.packaged();
  private static final CedarRules RULES = CedarLoader.load(PACKAGED);
  private static final List<Boolean> BOTH = List.of(false, true);
  private static final Consequences NONE = new Consequences(false, false, false);
  private static final Consequences INTERRUPTS = new Consequences(true, false, false);
  private static final Consequences DESTROYS = new Consequences(false, true, false);
  private static final Consequences LESSENS = new Consequences(false, false, true);
  private static final Consequences ALL = new Consequences(true, true, true);
  private static final List<String> NOBODY = List.of();
  private static final List<String> OPERATOR = List.of("operator");
  private static final List<String> ADMINISTRATOR = List.of("operator", "administrator");

  @Test
  void everyCombinationOfFactsHasItsExpectedOutcome() {
    for (var facts : everyCombination()) {
      assertEquals(expected(facts), outcome(RULES.judge(facts)), facts.toString());
    }
  }

  @Test
  void theRulesThatDecidedAreNamed() {
    var facts = production(ProductionTier.RISKY, INTERRUPTS, ADMINISTRATOR, true, true);
    assertEquals(List.of("production-risky@1"), permitted(RULES.judge(facts)).rules());
    assertEquals(
        List.of("self-service@2"), permitted(RULES.judge(in(Environment.POC, facts))).rules());
  }

  @Test
  void everyRuleThatForbidsIsNamedAndTheMostFundamentalSpeaks() {
    var facts = production(ProductionTier.RISKY, ALL, NOBODY, false, false);
    var refused = assertInstanceOf(Refused.class, RULES.judge(facts));
    assertEquals(
        List.of(
            "production-closed@1",
            "production-risky-group@1",
            "no-group@1",
            "production-confirmation@1",
            "production-confirmation-destroys@1",
            "production-confirmation-protection@1"),
        refused.rules());
    assertEquals("production-closed", refused.reason().code());
    assertEquals(
        "Operations not allowed on production {noun}s. Please create a CloudOps request.",
        refused.reason().message());
    assertTrue(refused.reason().changeRequest());
  }

  @Test
  void aRuleThatOnlyVotesCouldLiftIsOneOfTheSettings() {
    var refusal =
        refusal(
            """
            @id("all@1")
            permit (principal, action, resource);
            @id("two-agree@1") @priority("1") @code("c") @message("m") @next_step("n")
            @until_approved("true")
            forbid (principal, action, resource);
            """);
    assertTrue(refusal.startsWith("rules.cedar:3: rule two-agree@1"), refusal);
    assertTrue(refusal.contains("approval_rules"), refusal);
  }

  @Test
  void forbidBeatsPermit() {
    var rules =
        with(
            """
            @id("never@1") @priority("1") @code("never") @message("m") @next_step("n")
            forbid (principal, action, resource);
            """);
    for (var facts : everyCombination()) {
      assertEquals("never", outcome(rules.judge(facts)));
    }
  }

  @Test
  void theOrderOfTheRulesIsIrrelevant() {
    var statements = new ArrayList<>(Arrays.asList(PACKAGED.policies().split("(?<=;)\\s*\\n")));
    statements.removeIf(String::isBlank);
    for (var seed = 0; seed < 5; seed++) {
      Collections.shuffle(statements, new Random(seed));
      var shuffled =
          CedarLoader.load(new RulesText(String.join("\n", statements), PACKAGED.schema()));
      for (var facts : everyCombination()) {
        assertEquals(RULES.judge(facts), shuffled.judge(facts), "seed " + seed + ' ' + facts);
      }
    }
  }

  @Test
  void nothingIsPermittedWithoutARuleThatPermits() {
    var rules = CedarLoader.load(new RulesText("", PACKAGED.schema()));
    for (var facts : everyCombination()) {
      assertEquals("no-rule-permits", outcome(rules.judge(facts)));
    }
  }

  @Test
  void aRuleThatCannotBeEvaluatedMakesEverythingUndecidable() {
    var rules =
        with(
            """
            @id("overflow@1") @priority("1") @code("c") @message("m") @next_step("n")
            forbid (principal, action, resource)
            when { 9223372036854775807 + (if context.confirmed then 1 else 2) == 0 };
            """);
    for (var facts : everyCombination()) {
      assertInstanceOf(Undecidable.class, rules.judge(facts));
    }
  }

  @Test
  void anAttributeThatIsNotInTheSchemaIsRefusedWhenLoading() {
    assertTrue(
        refusal(
                "@id(\"a@1\") permit (principal, action, resource) when { resource.owner == \"x\""
                    + " };")
            .contains("owner"));
  }

  @Test
  void rulesMustHaveIdsOfTheirOwnAndExplainThemselves() {
    var permit = "permit (principal, action, resource);";
    assertTrue(refusal(permit).contains("no @id"));
    assertTrue(
        refusal("@id(\"a\") " + permit + " @id(\"a\") " + permit)
            .contains("two rules have the @id"));
    assertTrue(
        refusal("@id(\"a\") forbid (principal, action, resource);").contains("has no @priority"));
    assertTrue(
        refusal("@id(\"a\") @priority(\"x\") forbid (principal, action, resource);")
            .contains("not a number"));
    assertTrue(refusal("permit (").contains("cannot be read"));
  }

  /** The same table as the rules, in other words: R2, read from top to bottom. */
  private static String expected(Facts facts) {
    if (facts.environment() != Environment.PRODUCTION) {
      return facts.operator() ? "permitted" : "group-required";
    }
    if (!facts.gates().setting() || !facts.gates().environment()) {
      return "production-closed";
    }
    if (facts.tier() == ProductionTier.UNLISTED) {
      return "operation-not-listed";
    }
    if (!(facts.tier() == ProductionTier.RISKY ? facts.administrator() : facts.operator())) {
      return "group-required";
    }
    return facts.consequences().needConfirmation() && !facts.confirmed()
        ? "confirmation-required"
        : "permitted";
  }

  private static String outcome(Ruling ruling) {
    return switch (ruling) {
      case Permitted _ -> "permitted";
      case Refused refused -> refused.reason().code();
      case Ruling.VotesNeeded _ -> "votes-needed";
      case Undecidable _ -> "undecidable";
    };
  }

  private static Permitted permitted(Ruling ruling) {
    return assertInstanceOf(Permitted.class, ruling);
  }

  private static List<Facts> everyCombination() {
    var all = new ArrayList<Facts>();
    for (var environment : Environment.values()) {
      for (var tier : ProductionTier.values()) {
        for (var consequences : List.of(NONE, INTERRUPTS, DESTROYS, LESSENS, ALL)) {
          for (var person : List.of(NOBODY, OPERATOR, ADMINISTRATOR)) {
            for (var bits = 0; bits < 8; bits++) {
              var facts = production(tier, consequences, person, BOTH.get(bits & 1), true);
              var gates = new Gates(BOTH.get(bits >> 1 & 1), BOTH.get(bits >> 2 & 1));
              all.add(with(gates, in(environment, facts)));
            }
          }
        }
      }
    }
    return all;
  }

  private static Facts production(
      ProductionTier tier,
      Consequences consequences,
      List<String> roles,
      boolean confirmed,
      boolean open) {
    return new Facts(
        "jane \"the\" operator",
        !roles.isEmpty(),
        roles.contains("administrator"),
        "reboot_instance",
        tier,
        consequences,
        confirmed,
        "444455556666:eu-central-1:rds:db:db-PROD",
        Environment.PRODUCTION,
        "444455556666",
        Map.of(),
        new Gates(open, true),
        false);
  }

  private static Facts with(Gates gates, Facts facts) {
    return new Facts(
        facts.subject(),
        facts.operator(),
        facts.administrator(),
        facts.operation(),
        facts.tier(),
        facts.consequences(),
        facts.confirmed(),
        facts.resource(),
        facts.environment(),
        facts.account(),
        facts.tags(),
        gates,
        facts.quorumReached());
  }

  private static Facts in(Environment environment, Facts facts) {
    return new Facts(
        facts.subject(),
        facts.operator(),
        facts.administrator(),
        facts.operation(),
        facts.tier(),
        facts.consequences(),
        facts.confirmed(),
        facts.resource(),
        environment,
        facts.account(),
        facts.tags(),
        facts.gates(),
        facts.quorumReached());
  }

  private static CedarRules with(String rule) {
    return CedarLoader.load(new RulesText(PACKAGED.policies() + rule, PACKAGED.schema()));
  }

  private static String refusal(String policies) {
    var text = new RulesText(policies, PACKAGED.schema());
    return String.valueOf(
        assertThrows(RulesNotLoaded.class, () -> CedarLoader.load(text)).getMessage());
  }
}
