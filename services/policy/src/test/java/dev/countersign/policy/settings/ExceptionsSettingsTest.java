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
