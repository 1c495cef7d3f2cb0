package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.Tier;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.role.Grant;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.rulebook.PolicySettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();
  private static final String PACKAGED =
      new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);

  @Test
  void thePackagedSettingsAreWhatWasAskedFor() {
    var settings = read(PACKAGED);
    assertFalse(settings.enableProductionOperations());
    assertEquals(
        Set.of(
            "create_snapshot",
            "modify_backup_window",
            "enable_storage_autoscaling",
            "create_cluster_snapshot",
            "modify_cluster_backup_window"),
        settings.safeProductionOperations());
    assertTrue(
        settings
            .riskyProductionOperations()
            .containsAll(
                Set.of("reboot_instance", "stop_instance", "start_instance", "modify_storage")));
    assertEquals(
        Role.titles(),
        settings.roles().grants().stream().map(grant -> grant.role().title()).toList());
    settings
        .roles()
        .grants()
        .forEach(grant -> assertEquals(List.of(grant.role().title()), grant.groups()));
    assertEquals(Duration.ofMinutes(15), settings.decisionValidity());
    assertEquals(Duration.ofSeconds(10), settings.parkingTime());
    assertEquals(Environment.PRODUCTION, settings.classification().fallback());
  }

  @Test
  void everyShortFormIsKnown() {
    var values = read(PACKAGED).classification().tagValues();
    for (var form : List.of("dev", "development")) {
      assertEquals(Environment.DEVELOPMENT, values.get(form));
    }
    for (var form : List.of("tst", "test", "qa")) {
      assertEquals(Environment.TEST, values.get(form));
    }
    for (var form : List.of("stg", "staging", "stage")) {
      assertEquals(Environment.STAGING, values.get(form));
    }
    assertEquals(Environment.POC, values.get("poc"));
    for (var form : List.of("sandbox", "sbx")) {
      assertEquals(Environment.SANDBOX, values.get(form));
    }
    for (var form : List.of("prod", "prd", "production", "live")) {
      assertEquals(Environment.PRODUCTION, values.get(form));
    }
  }

  @Test
  void settingsOfBeforeHaveForNewKeysWhatComesWithThisVersion() {
    assertEquals(Duration.ofMinutes(15), read(without("request_age")).requestAge());
    assertEquals(Duration.ofMinutes(1), read(without("clock_tolerance")).clockTolerance());
  }

  @Test
  void filesFromBeforeRolesKeepTheirMeaning() {
    var before = without("roles") + "administrator_groups: [Admin, DBA]\n";
    assertEquals(
        List.of(
            Grant.everywhere(Role.OPERATOR, List.of("Operator", "DBA", "Admin")),
            Grant.everywhere(Role.ADMIN, List.of("Admin", "DBA"))),
        read(before).roles().grants());
    assertEquals(
        List.of("Dev"),
        read(before + "operator_groups: [Dev]\n").roles().grants().getFirst().groups());
    assertTrue(refusal(PACKAGED + "operator_groups: [Dev]\n").contains("write these as roles"));
    assertTrue(refusal(without("roles")).contains("missing key roles"));
  }

  @Test
  void aRoleMayBeLimitedAndAMistakeInItIsNamed() {
    var roles =
        read(without("roles")
                + """
                roles:
                  - role: DBA
                    groups: [team]
                    accounts: ["111122223333"]
                    environments: [test, poc]
                    tags: { Team: Payments }
                """)
            .roles();
    assertEquals(
        List.of(
            new Grant(
                Role.DBA,
                List.of("team"),
                Set.of("111122223333"),
                Set.of(Environment.TEST, Environment.POC),
                Map.of("Team", "Payments"))),
        roles.grants());
    assertRefused("roles", "[{role: Boss, groups: [B]}]", "roles[0].role is not a role");
    assertRefused("roles", "[{role: DBA, groups: []}]", "roles[0].groups must have at least one");
    assertRefused("roles", "[{role: DBA}]", "missing key roles[0].groups");
    assertRefused(
        "roles",
        "[{role: DBA, groups: [D], accounts: []}]",
        "roles[0].accounts is empty; leave it out to mean all");
    assertRefused(
        "roles", "[{role: DBA, groups: [D], regions: [x]}]", "unknown key roles[0].regions");
  }

  @Test
  void withoutListsEveryOperationIsWhatItsDefinitionSays() {
    var settings = read(PACKAGED);
    for (var operation : CATALOGUE.definitions()) {
      var safe = operation.defaultTier() == Tier.SAFE;
      assertEquals(safe, settings.safeProductionOperations().contains(operation.name()));
      assertEquals(!safe, settings.riskyProductionOperations().contains(operation.name()));
    }
  }

  @Test
  void aListThatIsGivenHoldsAndWhatItLeavesOutDoesNotComeBack() {
    var safe = read(PACKAGED + "safe_production_operations: [create_snapshot, reboot]\n");
    assertEquals(Set.of("create_snapshot", "reboot_instance"), safe.safeProductionOperations());
    assertFalse(safe.riskyProductionOperations().contains("reboot_instance"));
    assertFalse(safe.riskyProductionOperations().contains("modify_backup_window"));
    assertTrue(safe.riskyProductionOperations().contains("stop_instance"));

    var risky = read(PACKAGED + "risky_production_operations: [create_snapshot]\n");
    assertEquals(Set.of("create_snapshot"), risky.riskyProductionOperations());
    assertEquals(
        Set.of(
            "modify_backup_window",
            "enable_storage_autoscaling",
            "create_cluster_snapshot",
            "modify_cluster_backup_window"),
        risky.safeProductionOperations());

    var both = read(PACKAGED + "risky_production_operations: []\nsafe_production_operations: []\n");
    assertEquals(Set.of(), both.safeProductionOperations());
    assertEquals(Set.of(), both.riskyProductionOperations());
  }

  @Test
  void aMissingKeyIsNamed() {
    for (var key :
        List.of(
            "enable_production_operations",
            "roles",
            "tag_names",
            "tag_values",
            "instances",
            "accounts",
            "naming_patterns",
            "default_environment",
            "decision_validity",
            "parking_time")) {
      var renamed = PACKAGED.replaceFirst("(?m)^" + key + ":", "other_name:");
      assertTrue(refusal(renamed).contains("unknown key other_name"), key);
      var reason = refusal(without(key));
      assertTrue(reason.contains("missing key " + key), reason);
    }
  }

  @Test
  void aWrongValueIsRefusedWithItsKey() {
    assertRefused("enable_production_operations", "'true'", "true or false");
    assertRefused("enable_production_operations", "yes", "true or false");
    assertRefused("safe_production_operations", "create_snapshot", "a list");
    assertRefused("safe_production_operations", "[Create Snapshot]", "name of an operation");
    assertRefused(
        "safe_production_operations",
        "[reboot]\nrisky_production_operations: [reboot_instance]",
        "risky_production_operations, too");
    assertRefused("administrator_groups", "[1]", "administrator_groups[0] must be a text");
    assertRefused("administrator_groups", "[DBA, DBA]", "twice");
    assertRefused("operator_groups", "DBA", "a list");
    assertRefused("tag_names", "{}", "a list");
    assertRefused("tag_values", "{dev: [d]}", "unknown key tag_values.dev");
    assertRefused("tag_values", "{test: [t], poc: [T]}", "means test already");
    assertRefused("tag_values", "{test: ['-']}", "letters or numbers");
    assertRefused("instances", "{db-1: prod}", "instances.db-1 is not an environment");
    assertRefused("instances", "{'a:b': poc}", "account:region:service:type:id");
    assertRefused("accounts", "{'1234': poc}", "12 digits");
    assertRefused("naming_patterns", "[{pattern: '('}]", "missing key naming_patterns[0]");
    assertRefused(
        "naming_patterns",
        "[{pattern: '(', environment: poc}]",
        "naming_patterns[0].pattern is not a regular expression");
    assertRefused("default_environment", "unknown", "default_environment is not an environment");
    assertRefused("decision_validity", "15", "decision_validity must be a text");
    assertRefused("decision_validity", "0m", "for example 15m");
    assertRefused("parking_time", "PT10S", "for example 15m");
  }

  @Test
  void aMistakeInAFreezeIsNamedWithItsPlace() {
    assertRefused("freezes", "[{title: Night}]", "missing key freezes[0].calendar");
    assertRefused("freezes", freeze("scope: all"), "unknown key freezes[0].scope");
    assertRefused("freezes", freeze("time_zone: Mars/Olympus"), "freezes[0].time_zone: Mars");
    assertRefused("freezes", freeze("environments: []"), "leave it out to mean all");
    assertRefused("freezes", freeze("environments: [live]"), "is not an environment");
    assertRefused("freezes", freeze("accounts: [111122223333]"), "12 digits, in quotes");
    assertRefused("freezes", freeze("tags: {Team: payments}"), "must be a list of values");
    assertRefused("freezes", freeze("tags: {'-': [payments]}"), "letters or numbers");
    assertRefused("freezes", freeze("operations: []"), "leave it out to mean all");
    assertRefused(
        "freezes",
        freeze("operations: [reboot_instanc]"),
        "freezes[0].operations: there is no operation reboot_instanc");
    assertRefused("freezes", freeze("waiting: later"), "must be start-after or send-back");
    assertRefused(
        "freezes",
        "[{title: Night, calendar: a.ics}, {title: Night, calendar: b.ics}]",
        "freezes[1].title: another freeze is called Night");
    assertRefused("freeze_longest_wait", "3d", "for example 15m");
  }

  private static String freeze(String more) {
    return "[{title: Night, calendar: night.ics, " + more + "}]";
  }

  @Test
  void aFreezeThatSaysNoMoreBindsEverythingAndSendsBack() {
    var freezes = read(without("freezes") + "\nfreezes: " + freeze("time_zone: UTC")).freezes();
    var rule = freezes.rules().getFirst();
    assertEquals(FreezeScope.EVERYTHING, rule.scope());
    assertEquals(WhatWaits.SEND_BACK, rule.whatWaits());
    assertEquals(Duration.ofHours(24), freezes.calendarPatience());
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    var refusal = refusal(without("tag_names") + "\nparking_tyme: 3s\n");
    assertTrue(refusal.contains("missing key tag_names"), refusal);
    assertTrue(refusal.contains("unknown key parking_tyme"), refusal);
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsPlace() {
    assertTrue(refusal("").contains("must be a mapping"));
    assertTrue(refusal("- a\n- b\n").contains("must be a mapping"));
    assertTrue(refusal("a: [\n").contains("not readable as YAML"));
    assertTrue(refusal(PACKAGED + "\nparking_time: 3s\n").contains("not readable as YAML"));
  }

  @Test
  void halfAFileIsNeverTakenForAWholeOne() {
    for (var length = 0; length < PACKAGED.stripTrailing().length() - 3; length += 7) {
      var half = PACKAGED.substring(0, length);
      assertThrows(SettingsRefused.class, () -> read(half));
    }
  }

  private static void assertRefused(String key, String value, String reason) {
    var text = without(key) + "\n" + key + ": " + value + "\n";
    var refusal = refusal(text);
    assertTrue(refusal.contains(reason), refusal);
    assertTrue(refusal.contains(key), refusal);
  }

  /** The settings without a key: its line and all that belongs to it. */
  private static String without(String key) {
    return PACKAGED.replaceFirst("(?m)^" + key + ":.*\\n(?:[ ].*\\n)*", "");
  }

  private static PolicySettings read(String yaml) {
    return SettingsReader.read(yaml, CATALOGUE);
  }

  private static String refusal(String yaml) {
    return String.valueOf(assertThrows(SettingsRefused.class, () -> read(yaml)).getMessage());
  }
}
