package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.rulebook.PolicySettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the settings may say of emergencies and of freezes that are overridden. */
class ExceptionsSettingsTest {
  private static final String PACKAGED =
      new String(PackagedSettings.bytes(), StandardCharsets.UTF_8)
          .replace(
              "freezes: []",
              "freezes: [{ title: Year end, calendar: a.ics }, { title: Fair, calendar: b.ics }]");

  @Test
  void thereAreNoneAsShipped() {
    assertNull(read("").breakGlass());
    assertEquals(List.of(), read("").freezeOverrides());
  }

  @Test
  void aBreakGlassSaysWhereAndWhat() {
    var glass =
        Objects.requireNonNull(
            read("break_glass: { when: { operations: [reboot] }, skips: [freezes] }").breakGlass());
    assertEquals(Set.of("reboot_instance"), glass.when().operations());
    assertTrue(glass.freezes());
    assertFalse(glass.approvals());
    assertRefused("break_glass: { when: {} }", "missing key break_glass.skips");
    assertRefused("break_glass: { when: {}, skips: [] }", "break_glass.skips must name approvals");
    assertRefused(
        "break_glass: { when: {}, skips: [gates] }",
        "break_glass.skips[0] must be approvals or freezes");
    assertRefused(
        "break_glass: { when: { operations: [rebot] }, skips: [freezes] }",
        "break_glass.when.operations: there is no operation rebot");
  }

  @Test
  void anOverrideIsAnApprovalRuleThatNamesFreezes() {
    var override =
        read(override("freezes: [Year end], waiting: 4h, start_within: 30m"))
            .freezeOverrides()
            .getFirst();
    assertEquals(Set.of("Year end"), override.freezes());
    assertEquals(Duration.ofHours(4), override.rule().waiting());
    assertEquals(Duration.ofMinutes(30), override.rule().startWithin());
    assertTrue(override.overrides("Year end"));
    assertFalse(override.overrides("Fair"));
    assertTrue(read(override("waiting: 4h")).freezeOverrides().getFirst().overrides("Fair"));
    assertRefused(
        override("freezes: [Yearend]"), "freeze_overrides[0].freezes: there is no freeze Yearend");
    assertRefused(override("start_within: 2h"), "freeze_overrides[0].start_within must be at most");
    assertRefused(
        "approval_rules: [{ title: a, when: {}, quorum: [{ group: DBA, count: 1 }] }]\n"
            + override("waiting: 4h"),
        "freeze_overrides[0].title: another rule is called so");
  }

  @Test
  void aDelegationIsBoundedAndNeverAChain() {
    var one = away("ada", "bob", "2026-12-20T08:00:00+01:00", "2027-01-03T08:00:00+01:00");
    var delegation = read("delegations:\n" + one).delegations().getFirst();
    assertEquals(Instant.parse("2026-12-20T07:00:00Z"), delegation.from());
    assertEquals(Set.of("DBA"), delegation.groups());
    var then = away("bob", "cem", "2027-01-03T08:00:00+01:00", "2027-01-04T08:00:00+01:00");
    assertEquals(2, read("delegations:\n" + one + then).delegations().size());

    var during = "2026-12-24T08:00:00+01:00";
    var later = "2026-12-25T08:00:00+01:00";
    assertRefused("delegations:\n" + away("ada", "ada", during, later), "nobody stands in for");
    assertRefused("delegations:\n" + away("ada", "bob", later, during), "delegations[0].until");
    assertRefused(
        "delegations:\n" + away("ada", "bob", during, "2027-01-25T08:00:00+01:00"),
        "delegations[0].until has to be after from, by 31 days at most");
    assertRefused("delegations:\n" + away("ada", "bob", "today", later), "delegations[0].from");
    assertRefused(
        "delegations:\n" + one + away("bob", "cem", during, later),
        "delegations[1]: bob is away and stands in for somebody");
    assertRefused(
        "delegations:\n" + one + away("cem", "ada", during, later),
        "delegations[1]: ada is away and stands in for somebody");
    assertRefused(
        "delegations:\n" + one + away("ada", "cem", during, later),
        "delegations[1].of: bob stands in for ada");
    assertRefused(
        "delegations:\n" + one.replace("[DBA]", "[Dba]"),
        "delegations[0].groups: the group Dba has no role that may vote");
  }

  private static String away(String of, String to, String from, String until) {
    return "  - { of: %s, to: %s, groups: [DBA], from: '%s', until: '%s', reason: Holiday }\n"
        .formatted(of, to, from, until);
  }

  private static String override(String more) {
    return "freeze_overrides: [{ title: a, when: {}, quorum: [{ group: DBA, count: 2 }], "
        + more
        + " }]";
  }

  private static void assertRefused(String more, String reason) {
    var refused = assertThrows(SettingsRefused.class, () -> read(more));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(reason), () -> "" + refused.getMessage());
  }

  private static PolicySettings read(String more) {
    return SettingsReader.read(PACKAGED + more + '\n', OperationCatalogue.load());
  }
}
