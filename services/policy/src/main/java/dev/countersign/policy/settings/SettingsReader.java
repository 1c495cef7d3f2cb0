package dev.countersign.policy.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.operation.Tier;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.classification.ClassificationSettings;
import dev.countersign.policy.core.classification.NamingPattern;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.rulebook.PolicySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From YAML to settings, or to the names of the mistakes. */
final class SettingsReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  // "yes" and "off" are texts: a gate takes true or false.
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private static final FileSchema FORM =
      FileSchema.load(SettingsReader.class, "/policy-settings.schema.json");
  private static final int COMPLAINTS_AT_MOST = 5;
  private static final String BETWEEN = "\n";

  /** The file. Where it leaves something out that it may, what comes with this version holds. */
  private record Written(
      boolean enableProductionOperations,
      @Nullable List<String> safeProductionOperations,
      @Nullable List<String> riskyProductionOperations,
      @Nullable List<WrittenRoles.Entry> roles,
      @Nullable List<String> operatorGroups,
      @Nullable List<String> administratorGroups,
      List<String> tagNames,
      Map<Environment, List<String>> tagValues,
      Map<String, Environment> instances,
      Map<String, Environment> accounts,
      List<Naming> namingPatterns,
      Environment defaultEnvironment,
      @Nullable List<WrittenApprovalRules.Rule> approvalRules,
      String decisionValidity,
      String parkingTime,
      @Nullable String requestAge,
      @Nullable String clockTolerance,
      @Nullable List<WrittenFreeze> freezes,
      @Nullable String freezeCalendarPatience,
      @Nullable String freezeLongestWait,
      @Nullable String freezeStartSpread,
      @Nullable List<WrittenFreezeOverride> freezeOverrides,
      @Nullable List<WrittenDelegation> delegations,
      @Nullable WrittenBreakGlass breakGlass) {}

  private record Naming(String pattern, Environment environment) {}

  private final Written written;
  private final OperationCatalogue catalogue;

  private SettingsReader(Written written, OperationCatalogue catalogue) {
    this.written = written;
    this.catalogue = catalogue;
  }

  /**
   * Reads settings.
   *
   * @throws SettingsRefused naming the keys that are unknown, missing or wrong
   */
  static PolicySettings read(String yaml, OperationCatalogue catalogue) {
    return read("settings", yaml, catalogue);
  }

  /**
   * Reads settings, or the settings of the dashboard before.
   *
   * @param file its name, for messages
   * @throws SettingsRefused naming the keys that are unknown, missing or wrong, with their lines
   */
  static PolicySettings read(String file, String yaml, OperationCatalogue catalogue) {
    try {
      JsonNode tree = YAML.readTree(yaml);
      try {
        return DashboardSettings.is(tree) ? dashboard(tree, catalogue) : read(tree, catalogue);
      } catch (SettingsRefused e) {
        var lines = Lines.of(yaml);
        throw new SettingsRefused(
            complaints(e)
                .map(complaint -> lines.placed(file, complaint))
                .collect(Collectors.joining("; ")),
            e);
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var where = at == null ? file : file + ':' + at.getLineNr();
      throw new SettingsRefused(
          "%s: not readable as YAML: %s".formatted(where, e.getOriginalMessage()), e);
    }
  }

  private static PolicySettings read(JsonNode tree, OperationCatalogue catalogue)
      throws JsonProcessingException {
    var complaints = FORM.check(tree.isMissingNode() ? NullNode.getInstance() : tree);
    if (!complaints.isEmpty()) {
      throw new SettingsRefused(
          complaints.stream().limit(COMPLAINTS_AT_MOST).collect(Collectors.joining(BETWEEN)));
    }
    return new SettingsReader(YAML.treeToValue(tree, Written.class), catalogue).settings();
  }

  /** All that it does not say is as it comes with this version, and so is without a mistake. */
  private static PolicySettings dashboard(JsonNode tree, OperationCatalogue catalogue)
      throws JsonProcessingException {
    var whole = DashboardSettings.over(YAML.readTree(PackagedSettings.text()), tree);
    try {
      return read(whole, catalogue);
    } catch (SettingsRefused e) {
      throw new SettingsRefused(
          complaints(e)
              .map(complaint -> DashboardSettings.OPERATIONS + '.' + complaint)
              .collect(Collectors.joining(BETWEEN)),
          e);
    }
  }

  private static Stream<String> complaints(SettingsRefused refused) {
    return String.valueOf(refused.getMessage()).lines();
  }

  private PolicySettings settings() {
    var safe =
        operations(written.safeProductionOperations, Tier.SAFE, written.riskyProductionOperations);
    var risky =
        operations(written.riskyProductionOperations, Tier.RISKY, written.safeProductionOperations);
    for (var operation : safe) {
      if (risky.contains(operation)) {
        throw new SettingsRefused(
            "safe_production_operations: %s is in risky_production_operations, too"
                .formatted(operation));
      }
    }
    var roles =
        WrittenRoles.read(written.roles, written.operatorGroups, written.administratorGroups);
    var freezes = freezes();
    var validity = duration(written.decisionValidity);
    var approvalRules =
        WrittenApprovalRules.read(
            Objects.requireNonNullElse(written.approvalRules, List.of()),
            catalogue,
            roles,
            validity);
    return new PolicySettings(
        written.enableProductionOperations,
        safe,
        risky,
        roles,
        new ClassificationSettings(
            written.tagNames,
            tagValues(),
            instances(),
            written.accounts,
            namingPatterns(),
            written.defaultEnvironment),
        approvalRules,
        validity,
        duration(written.parkingTime),
        duration(Objects.requireNonNullElse(written.requestAge, "15m")),
        duration(Objects.requireNonNullElse(written.clockTolerance, "1m")),
        freezes,
        WrittenFreezeOverride.read(
            Objects.requireNonNullElse(written.freezeOverrides, List.of()),
            approvalRules,
            freezes,
            catalogue,
            roles,
            validity),
        WrittenDelegation.read(Objects.requireNonNullElse(written.delegations, List.of()), roles),
        written.breakGlass == null ? null : written.breakGlass.read(catalogue));
  }

  private FreezeSettings freezes() {
    var freezes = Objects.requireNonNullElse(written.freezes, List.<WrittenFreeze>of());
    var rules = new ArrayList<FreezeSettings.Rule>();
    var titles = new HashSet<String>();
    for (int i = 0; i < freezes.size(); i++) {
      var path = "freezes[%d]".formatted(i);
      var rule =
          freezes
              .get(i)
              .rule(
                  path,
                  names -> WrittenApprovalRules.operations(names, path + ".operations", catalogue));
      if (!titles.add(rule.title())) {
        throw new SettingsRefused(
            "freezes[%d].title: another freeze is called %s, too".formatted(i, rule.title()));
      }
      rules.add(rule);
    }
    return new FreezeSettings(
        rules,
        duration(Objects.requireNonNullElse(written.freezeCalendarPatience, "24h")),
        duration(Objects.requireNonNullElse(written.freezeLongestWait, "72h")),
        duration(Objects.requireNonNullElse(written.freezeStartSpread, "10m")));
  }

  /**
   * The list, where the file has it; otherwise every operation that is defined so, unless the other
   * list has it. A list that is there is whole: what it leaves out does not come back by its
   * definition.
   */
  private Set<String> operations(
      @Nullable List<String> list, Tier otherwise, @Nullable List<String> other) {
    if (list != null) {
      return operations(list);
    }
    var elsewhere = other == null ? Set.of() : operations(other);
    return catalogue.definitions().stream()
        .filter(operation -> operation.defaultTier() == otherwise)
        .map(OperationDefinition::name)
        .filter(name -> !elsewhere.contains(name))
        .collect(Collectors.toSet());
  }

  /**
   * Names that the catalogue does not know (yet) are allowed; aliases become what they stand for.
   */
  private Set<String> operations(List<String> names) {
    var operations = new LinkedHashSet<String>();
    for (var name : names) {
      operations.add(catalogue.find(name).map(OperationDefinition::name).orElse(name));
    }
    return operations;
  }

  private Map<String, Environment> tagValues() {
    var values = new HashMap<String, Environment>();
    written.tagValues.forEach((environment, texts) -> {
      var path = "tag_values." + environment.wireName();
      for (var text : texts) {
        var form = EnvironmentTags.form(text);
        if (form.isEmpty()) {
          throw new SettingsRefused(path + " must be values with letters or numbers in them");
        }
        var before = values.put(form, environment);
        if (before != null) {
          throw new SettingsRefused(
              "%s: %s means %s already".formatted(path, text, before.wireName()));
        }
      }
    });
    return values;
  }

  private Map<String, Environment> instances() {
    for (var name : written.instances.keySet()) {
      try {
        if (name.contains(":")) {
          ResourceKey.parse(name);
        }
      } catch (IllegalArgumentException e) {
        throw new SettingsRefused("instances.%s: %s".formatted(name, e.getMessage()), e);
      }
    }
    return written.instances;
  }

  private List<NamingPattern> namingPatterns() {
    var patterns = new ArrayList<NamingPattern>();
    for (var naming : written.namingPatterns) {
      try {
        patterns.add(
            new NamingPattern(
                Pattern.compile(naming.pattern, Pattern.CASE_INSENSITIVE), naming.environment));
      } catch (PatternSyntaxException e) {
        throw new SettingsRefused(
            "naming_patterns[%d].pattern is not a regular expression: %s"
                .formatted(patterns.size(), e.getDescription()),
            e);
      }
    }
    return patterns;
  }

  /** ISO's form is {@code PT15M}. */
  static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
