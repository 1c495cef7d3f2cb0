package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.policy.core.classification.ClassificationSettings;
import dev.countersign.policy.core.classification.NamingPattern;
import dev.countersign.policy.core.rulebook.PolicySettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** From YAML to settings, or to the name of the first mistake. */
final class SettingsReader {
  private static final Set<String> KEYS =
      Set.of(
          "enable_production_operations",
          "safe_production_operations",
          "risky_production_operations",
          "administrator_groups",
          "tag_names",
          "tag_values",
          "instances",
          "accounts",
          "naming_patterns",
          "default_environment",
          "decision_validity",
          "parking_time");

  /** Came later: settings files of before have none, and get what comes with this version. */
  private static final Set<String> OPTIONAL =
      Set.of("operator_groups", "request_age", "clock_tolerance");

  private static final List<String> OPERATORS = List.of("Operator", "DBA", "Admin");
  private static final Duration REQUEST_AGE = Duration.ofMinutes(15);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final Pattern OPERATION = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})([smh])");

  private final Map<String, YamlNode> keys;
  private final OperationCatalogue catalogue;

  private SettingsReader(Map<String, YamlNode> keys, OperationCatalogue catalogue) {
    this.keys = keys;
    this.catalogue = catalogue;
  }

  /**
   * Reads settings.
   *
   * @throws SettingsRefused naming the key that is unknown, missing or wrong
   */
  static PolicySettings read(String yaml, OperationCatalogue catalogue) {
    return new SettingsReader(YamlNode.parse(yaml).exactly(KEYS, OPTIONAL), catalogue).settings();
  }

  private PolicySettings settings() {
    var safe = operations("safe_production_operations");
    var risky = operations("risky_production_operations");
    for (var operation : safe) {
      if (risky.contains(operation)) {
        throw new SettingsRefused(
            "safe_production_operations: %s is in risky_production_operations, too"
                .formatted(operation));
      }
    }
    return new PolicySettings(
        key("enable_production_operations").flag(),
        safe,
        risky,
        key("administrator_groups").texts(),
        operatorGroups(),
        classification(),
        duration("decision_validity"),
        duration("parking_time"),
        duration("request_age", REQUEST_AGE),
        duration("clock_tolerance", CLOCK_TOLERANCE));
  }

  private List<String> operatorGroups() {
    var node = keys.get("operator_groups");
    return node == null ? OPERATORS : node.texts();
  }

  private ClassificationSettings classification() {
    return new ClassificationSettings(
        key("tag_names").texts(),
        tagValues(),
        instances(),
        accounts(),
        key("naming_patterns").items().stream().map(SettingsReader::namingPattern).toList(),
        environment(key("default_environment")));
  }

  /**
   * Names that the catalogue does not know (yet) are allowed; aliases become what they stand for.
   */
  private Set<String> operations(String key) {
    var names = new LinkedHashSet<String>();
    for (var item : key(key).items()) {
      if (!OPERATION.matcher(item.text()).matches()) {
        throw item.wrong("an operation's name, for example create_snapshot");
      }
      names.add(catalogue.find(item.text()).map(OperationDefinition::name).orElse(item.text()));
    }
    return names;
  }

  private Map<String, Environment> tagValues() {
    var values = new HashMap<String, Environment>();
    key("tag_values")
        .entries()
        .forEach((name, node) -> {
          var environment = environment(node.path(), name);
          for (var value : node.texts()) {
            var form = EnvironmentTags.form(value);
            if (form.isEmpty()) {
              throw node.wrong("values with letters or numbers in them");
            }
            var before = values.put(form, environment);
            if (before != null) {
              throw new SettingsRefused(
                  "%s: %s means %s already".formatted(node.path(), value, before.wireName()));
            }
          }
        });
    return values;
  }

  private Map<String, Environment> instances() {
    var instances = new HashMap<String, Environment>();
    key("instances")
        .entries()
        .forEach((name, node) -> {
          if (name.contains(":")) {
            instanceKey(name, node);
          }
          instances.put(name, environment(node));
        });
    return instances;
  }

  private static void instanceKey(String name, YamlNode node) {
    try {
      InstanceKey.parse(name);
    } catch (IllegalArgumentException e) {
      throw new SettingsRefused(node.path() + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Environment> accounts() {
    var accounts = new HashMap<String, Environment>();
    key("accounts")
        .entries()
        .forEach((id, node) -> {
          if (!ACCOUNT.matcher(id).matches()) {
            throw new SettingsRefused(
                node.path() + ": an account id has 12 digits and stands in quotes");
          }
          accounts.put(id, environment(node));
        });
    return accounts;
  }

  private static NamingPattern namingPattern(YamlNode node) {
    var keys = node.exactly(Set.of("pattern", "environment"));
    var pattern = get(keys, "pattern");
    try {
      return new NamingPattern(
          Pattern.compile(pattern.text(), Pattern.CASE_INSENSITIVE),
          environment(get(keys, "environment")));
    } catch (PatternSyntaxException e) {
      throw new SettingsRefused(
          "%s is not a regular expression: %s".formatted(pattern.path(), e.getDescription()), e);
    }
  }

  private static Environment environment(YamlNode node) {
    return environment(node.path(), node.text());
  }

  private static Environment environment(String path, String name) {
    for (var environment : Environment.values()) {
      if (environment.wireName().equals(name)) {
        return environment;
      }
    }
    throw new SettingsRefused(
        "%s: %s is not an environment; there are %s"
            .formatted(
                path,
                name,
                List.of(Environment.values()).stream().map(Environment::wireName).toList()));
  }

  private Duration duration(String key, Duration otherwise) {
    return keys.containsKey(key) ? duration(key) : otherwise;
  }

  private Duration duration(String key) {
    var node = key(key);
    var matcher = DURATION.matcher(node.text());
    if (!matcher.matches()) {
      throw node.wrong("a number with s, m or h, for example 15m");
    }
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private YamlNode key(String name) {
    return get(keys, name);
  }

  private static YamlNode get(Map<String, YamlNode> keys, String name) {
    var node = keys.get(name);
    if (node == null) {
      throw new IllegalStateException("not among the keys that are checked for: " + name);
    }
    return node;
  }
}
