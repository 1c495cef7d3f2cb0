package dev.countersign.policy.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Set;

/**
 * The settings file of the dashboard that many come from: {@code {"operations":
 * {"enable_production_operations": false, ...}}}. It says what may be done on production; all else
 * is as it comes with this version.
 */
final class DashboardSettings {
  /** Where everything is that it may say. */
  static final String OPERATIONS = "operations";

  private static final Set<String> KNOWN =
      Set.of(
          "enable_production_operations",
          "safe_production_operations",
          "risky_production_operations");

  /** Whether that is one; Countersign's own settings have no such key. */
  static boolean is(JsonNode tree) {
    return tree.has(OPERATIONS);
  }

  /**
   * What it says, over settings that say everything.
   *
   * @throws SettingsRefused naming what is in it that would have no effect here
   */
  static JsonNode over(JsonNode settings, JsonNode dashboard) {
    var unknown = new ArrayList<String>();
    dashboard.fieldNames().forEachRemaining(unknown::add);
    unknown.remove(OPERATIONS);
    if (!unknown.isEmpty()) {
      throw new SettingsRefused(
          "unknown key "
              + unknown.getFirst()
              + " beside operations: a settings file of the dashboard has nothing else that"
              + " Countersign could obey; for more, write a policy-settings.yaml");
    }
    var operations = dashboard.get(OPERATIONS);
    if (!(operations instanceof ObjectNode said)) {
      throw new SettingsRefused("operations must be a mapping");
    }
    var all = (ObjectNode) settings.deepCopy();
    said.properties()
        .forEach(field -> {
          if (!KNOWN.contains(field.getKey())) {
            throw new SettingsRefused(
                "unknown key operations.%s; there are enable_production_operations, safe_production_operations"
                        .formatted(field.getKey())
                    + " and risky_production_operations");
          }
          all.set(field.getKey(), field.getValue());
        });
    return all;
  }

  private DashboardSettings() {}
}
