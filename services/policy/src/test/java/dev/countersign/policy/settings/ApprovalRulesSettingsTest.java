package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.When;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalRulesSettingsTest {
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();
  private static final String PACKAGED =
      new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);

  @Test
  void nobodyHasToApproveAnythingUnlessTheSettingsSaySo() {
    assertEquals(List.of(), SettingsReader.read(PACKAGED, CATALOGUE).approvalRules());
  }

  @Test
  void everythingThatARuleMaySayIsRead() {
    var rules =
        rules(
            """
            - title: Production reboots need two DBAs
              when:
                operations: [reboot]
                environments: [production]
                accounts: ["111122223333"]
                tags: { Team: Payments }
                tiers: [risky]
                interrupts_service: true
              quorum: [{ group: DBA, count: 2 }, { group: Owner, count: 1 }]
              waiting: 8h
              start_within: 30m
            - title: Everything else
              when: {}
              quorum: [{ group: Owner, count: 1 }]
            """);
    assertEquals(
        new ApprovalRule(
            "Production reboots need two DBAs",
            new When(
                Set.of("reboot_instance"),
                Set.of(Environment.PRODUCTION),
                Set.of("111122223333"),
                Map.of("Team", "Payments"),
                Set.of(ProductionTier.RISKY),
                true),
            List.of(new Need("DBA", 2), new Need("Owner", 1)),
            Duration.ofHours(8),
            Duration.ofMinutes(30)),
        rules.getFirst());
    assertEquals(Duration.ofHours(24), rules.getLast().waiting());
    assertEquals(Duration.ofMinutes(15), rules.getLast().startWithin());
  }

  @Test
  void aMistakeIsRefusedWithItsPlace() {
    var quorum = ", quorum: [{ group: DBA, count: 2 }] }";
    assertRefused("- { title: a, when: {} }", "missing key approval_rules[0].quorum");
    assertRefused("- { title: a" + quorum, "missing key approval_rules[0].when");
    assertRefused("- { title: '', when: {}" + quorum, "approval_rules[0].title must be a text");
    assertRefused(
        "- { title: a, when: {}, quorum: [] }", "approval_rules[0].quorum must name at least one");
    assertRefused(
        "- { title: a, when: {}, quorum: [{ group: DBA, count: 0 }] }",
        "approval_rules[0].quorum[0].count must be a number from 1 to 10");
    assertRefused(
        "- { title: a, when: {}, quorum: [{ group: D, count: 1 }, { group: D, count: 2 }] }",
        "approval_rules[0].quorum has a group twice");
    assertRefused(
        "- { title: a, when: {}, quorum: [{ group: Dba, count: 1 }] }",
        "approval_rules[0].quorum: the group Dba has no role that may vote");
    assertRefused(
        "- { title: a, when: { operations: [rebot] }" + quorum,
        "approval_rules[0].when.operations: there is no operation rebot");
    assertRefused(
        "- { title: a, when: { operations: [] }" + quorum,
        "approval_rules[0].when.operations is empty; leave it out to mean all");
    assertRefused(
        "- { title: a, when: { environments: [prod] }" + quorum,
        "approval_rules[0].when.environments[0] is not an environment");
    assertRefused(
        "- { title: a, when: { accounts: [1] }" + quorum,
        "approval_rules[0].when.accounts[0] must be an account id");
    assertRefused(
        "- { title: a, when: { tiers: [high] }" + quorum,
        "approval_rules[0].when.tiers[0] is not a tier");
    assertRefused(
        "- { title: a, when: { engine: [x] }" + quorum,
        "unknown key approval_rules[0].when.engine");
    assertRefused(
        "- { title: a, waiting: 721h, when: {}" + quorum,
        "approval_rules[0].waiting must be at most 720h");
    assertRefused(
        "- { title: a, start_within: 1d, when: {}" + quorum,
        "approval_rules[0].start_within must be a number with s, m or h");
    assertRefused(
        "- { title: a, escalate_after: 4h, when: {}" + quorum,
        "approval_rules[0] needs escalate_after and escalate_to together");
    assertRefused(
        "- { title: a, when: {}" + quorum + "\n- { title: a, when: {}" + quorum,
        "approval_rules[1].title: another rule is called so");
  }

  private static void assertRefused(String rules, String reason) {
    var refused = assertThrows(SettingsRefused.class, () -> rules(rules));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(reason), () -> "" + refused.getMessage());
  }

  private static List<ApprovalRule> rules(String rules) {
    var owners = PACKAGED.replace("groups: [Approver]", "groups: [Approver, Owner, D]");
    return SettingsReader.read(owners + "approval_rules:\n" + rules.indent(2), CATALOGUE)
        .approvalRules();
  }
}
