package dev.countersign.policy.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.operation.Consequences;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.When;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.Gates;
import dev.countersign.policy.core.ruling.ProductionTier;
import dev.countersign.policy.core.ruling.Ruling.VotesNeeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A condition means the same to Cedar, which asks for approvals by it, and to us. */
class WhenTest {
  private static final List<String> OPERATIONS = List.of("reboot_instance", "stop_instance");
  private static final List<String> ACCOUNTS = List.of("111122223333", "444455556666");
  private static final List<String> TEAMS = List.of("Payments", "payments", "\"x\"", "*");
  private static final List<ProductionTier> TIERS =
      List.of(ProductionTier.SAFE, ProductionTier.RISKY);
  private static final List<Environment> ENVIRONMENTS =
      List.of(Environment.PRODUCTION, Environment.TEST);

  @Test
  void weAndCedarFindTheSame() {
    var held = 0;
    for (var seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var when =
          new When(
              some(random, OPERATIONS),
              some(random, ENVIRONMENTS),
              some(random, ACCOUNTS),
              some(random, TEAMS).stream()
                  .limit(1)
                  .collect(Collectors.toMap(_ -> "Team", Function.identity())),
              some(random, TIERS),
              random.nextInt(3) == 0 ? Boolean.valueOf(random.nextBoolean()) : null);
      var rule =
          new ApprovalRule(
              "two",
              when,
              List.of(new Need("DBA", 2)),
              Duration.ofHours(24),
              Duration.ofMinutes(15));
      var rules = CedarLoader.load(RulesText.packaged(), List.of(rule));
      for (var i = 0; i < 40; i++) {
        var facts = facts(random);
        var asks = rules.judge(facts) instanceof VotesNeeded;
        assertEquals(asks, when.holds(facts), "seed " + seed + ": " + when + " on " + facts);
        held += asks ? 1 : 0;
      }
    }
    assertTrue(held > 100, "too few of these hold: " + held);
  }

  /** Permitted, but for the rule. */
  private static Facts facts(Random random) {
    return new Facts(
        "dora",
        true,
        true,
        one(random, OPERATIONS),
        one(random, TIERS),
        new Consequences(random.nextBoolean(), false, false),
        true,
        "444455556666:eu-central-1:rds:db:db-PROD",
        one(random, ENVIRONMENTS),
        one(random, ACCOUNTS),
        Map.of("Team", one(random, TEAMS), "Other", "x"),
        new Gates(true, true),
        false);
  }

  private static <T> T one(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static <T> Set<T> some(Random random, List<T> values) {
    return random.nextInt(3) > 0
        ? Set.of()
        : Stream.of(one(random, values)).collect(Collectors.toSet());
  }
}
