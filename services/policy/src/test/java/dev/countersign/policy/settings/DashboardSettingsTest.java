package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.rulebook.PolicySettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardSettingsTest {
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();

  @Test
  void whatItSaysHoldsAndAllElseIsAsShipped() {
    var settings =
        read(
            """
            {
              "operations": {
                "enable_production_operations": true,
                "safe_production_operations": ["create_snapshot", "modify_backup_window", "enable_storage_autoscaling"],
                "risky_production_operations": ["reboot", "reboot_instance", "stop_instance", "start_instance", "modify_storage"]
              }
            }
            """);
    assertTrue(settings.enableProductionOperations());
    assertEquals(
        Set.of("create_snapshot", "modify_backup_window", "enable_storage_autoscaling"),
        settings.safeProductionOperations());
    assertEquals(
        Set.of("reboot_instance", "stop_instance", "start_instance", "modify_storage"),
        settings.riskyProductionOperations());
    var shipped = SettingsReader.read(PackagedSettings.text(), CATALOGUE);
    assertEquals(shipped.roles(), settings.roles());
    assertEquals(shipped.decisionValidity(), settings.decisionValidity());
    assertEquals(shipped.classification().tagValues(), settings.classification().tagValues());
  }

  @Test
  void whatItDoesNotSayIsAsShipped() {
    var shipped = SettingsReader.read(PackagedSettings.text(), CATALOGUE);
    var settings = read("{\"operations\": {}}");
    assertFalse(settings.enableProductionOperations());
    assertEquals(shipped.safeProductionOperations(), settings.safeProductionOperations());
    assertEquals(shipped.riskyProductionOperations(), settings.riskyProductionOperations());
  }

  @Test
  void whatWouldHaveNoEffectIsRefusedByNameAndLine() {
    assertRefused(
        "{\n\"operations\": {\n\"enable_production_operation\": true}}",
        "settings.json:3: unknown key operations.enable_production_operation;");
    assertRefused(
        "{\"operations\": {},\n\"discovery\": {}}",
        "settings.json:2: unknown key discovery beside operations");
    assertRefused("{\"operations\": []}", "settings.json:1: operations must be a mapping");
    assertRefused(
        "{\"operations\": {\n\n\"enable_production_operations\": \"true\"}}",
        "settings.json:3: operations.enable_production_operations must be true or false");
    assertRefused(
        "{\"operations\": {\"safe_production_operations\": \"create_snapshot\"}}",
        "operations.safe_production_operations must be");
    assertRefused(
        "{\"operations\": {\"safe_production_operations\": [\"reboot\"],\n"
            + "\"risky_production_operations\": [\"reboot_instance\"]}}",
        "settings.json:1: operations.safe_production_operations: reboot_instance is in");
    assertRefused("{\"operations\": {", "not readable as YAML");
  }

  private static void assertRefused(String json, String reason) {
    var refusal =
        String.valueOf(assertThrows(SettingsRefused.class, () -> read(json)).getMessage());
    assertTrue(refusal.contains(reason), refusal);
  }

  private static PolicySettings read(String json) {
    return SettingsReader.read("settings.json", json, CATALOGUE);
  }
}
