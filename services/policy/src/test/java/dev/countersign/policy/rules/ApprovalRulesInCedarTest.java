package dev.countersign.policy.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.When;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Gates;
import dev.countersign.policy.core.ruling.ProductionTier;
import dev.countersign.policy.core.ruling.Ruling;
import dev.countersign.policy.core.ruling.Ruling.Permitted;
import dev.countersign.policy.core.ruling.Ruling.Refused;
import dev.countersign.policy.core.ruling.Ruling.VotesNeeded;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalRulesInCedarTest {
  private static final When ALL = new When(Set.of(), Set.of(), Set.of(), Map.of(), Set.of(), null);
  private static final Facts REBOOT =
      new Facts(
          "dora",
          true,
          true,
          "reboot_instance",
          ProductionTier.RISKY,
          new Consequences(true, false, false),
          true,
          "444455556666:eu-central-1:rds:db:db-PROD",
          Environment.PRODUCTION,
          "444455556666",
          Map.of("Team", "Payments"),
          new Gates(true, true),
          false);

  @Test
  void itAsksUntilPeopleHaveAgreed() {
    var rule = rule("two", ALL);
    var rules = CedarLoader.load(RulesText.packaged(), List.of(rule));
    assertEquals(new VotesNeeded(List.of(rule.id())), rules.judge(REBOOT));
    assertInstanceOf(Permitted.class, rules.judge(REBOOT.afterTheVote()));
  }

  @Test
  void itAsksOnlyWhereAllOfItsConditionsHold() {
    assertAsks(true, when(Set.of("reboot_instance", "stop_instance"), Set.of(), Map.of(), null));
    assertAsks(false, when(Set.of("stop_instance"), Set.of(), Map.of(), null));
    assertAsks(true, when(Set.of(), Set.of("444455556666"), Map.of(), null));
    assertAsks(false, when(Set.of(), Set.of("111122223333"), Map.of(), null));
    assertAsks(true, when(Set.of(), Set.of(), Map.of("Team", "Payments"), null));
    assertAsks(false, when(Set.of(), Set.of(), Map.of("Team", "payments"), null));
    assertAsks(false, when(Set.of(), Set.of(), Map.of("Team", "Payments", "Tier", "1"), null));
    assertAsks(true, when(Set.of(), Set.of(), Map.of(), true));
    assertAsks(false, when(Set.of(), Set.of(), Map.of(), false));
    assertAsks(
        true,
        new When(Set.of(), Set.of(Environment.PRODUCTION), Set.of(), Map.of(), Set.of(), null));
    assertAsks(
        false, new When(Set.of(), Set.of(Environment.TEST), Set.of(), Map.of(), Set.of(), null));
    assertAsks(
        true, new When(Set.of(), Set.of(), Set.of(), Map.of(), Set.of(ProductionTier.RISKY), null));
    assertAsks(
        false, new When(Set.of(), Set.of(), Set.of(), Map.of(), Set.of(ProductionTier.SAFE), null));
  }

  @Test
  void whatIsForbiddenStaysForbiddenWhateverPeopleSay() {
    var rules =
        CedarLoader.load(
            new RulesText(
                RulesText.packaged().policies()
                    + """
                    @id("never@1") @priority("5000") @code("never") @message("m") @next_step("n")
                    forbid (principal, action, resource);
                    """,
                RulesText.packaged().schema()),
            List.of(rule("two", ALL)));
    for (var facts : List.of(REBOOT, REBOOT.afterTheVote())) {
      assertInstanceOf(Refused.class, rules.judge(facts));
    }
  }

  @Test
  void theOrderOfTheRulesIsIrrelevant() {
    var one = rule("one", ALL);
    var two = rule("two", when(Set.of(), Set.of(), Map.of(), true));
    var both = List.of(one, two);
    var ruling = CedarLoader.load(RulesText.packaged(), both).judge(REBOOT);
    assertEquals(2, assertInstanceOf(VotesNeeded.class, ruling).rules().size());
    assertEquals(ruling, CedarLoader.load(RulesText.packaged(), both.reversed()).judge(REBOOT));
  }

  @Test
  void noTextOfTheSettingsIsTakenForARule() {
    var bad = "\"); permit (principal, action, resource); // \\\n\u00e4 \uD83D\uDD11 {instance}";
    var rule = rule(bad, when(Set.of(), Set.of(), Map.of(bad, bad), null));
    var rules = CedarLoader.load(RulesText.packaged(), List.of(rule));
    assertInstanceOf(Permitted.class, rules.judge(REBOOT));
    assertInstanceOf(VotesNeeded.class, rules.judge(tagged(REBOOT, Map.of(bad, bad))));
  }

  private static void assertAsks(boolean asks, When when) {
    var ruling = CedarLoader.load(RulesText.packaged(), List.of(rule("r", when))).judge(REBOOT);
    Class<? extends Ruling> expected = asks ? VotesNeeded.class : Permitted.class;
    assertInstanceOf(expected, ruling, when.toString());
  }

  private static Facts tagged(Facts facts, Map<String, String> tags) {
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
        tags,
        facts.gates(),
        facts.quorumReached());
  }

  private static When when(
      Set<String> operations,
      Set<String> accounts,
      Map<String, String> tags,
      @org.jspecify.annotations.Nullable Boolean interrupts) {
    return new When(operations, Collections.emptySet(), accounts, tags, Set.of(), interrupts);
  }

  private static ApprovalRule rule(String title, When when) {
    return new ApprovalRule(
        title, when, List.of(new Need("DBA", 2)), Duration.ofHours(24), Duration.ofHours(1));
  }
}
