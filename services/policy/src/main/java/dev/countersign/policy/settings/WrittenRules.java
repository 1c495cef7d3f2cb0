package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.rules.RulesFile;
import dev.countersign.policy.rules.RulesText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings and rules as they are written.
 *
 * @param name of the settings' file, for messages
 * @param settings YAML, or JSON, which is YAML, too
 * @param files the names of those that it was read from; what they lack comes with this version
 */
public record WrittenRules(String name, String settings, RulesText rules, Set<String> files) {
  public WrittenRules {
    files = Set.copyOf(files);
  }

  /** Settings with the rules that come with this version. */
  static WrittenRules settings(String name, byte[] settings) {
    return new WrittenRules(
        name, new String(settings, StandardCharsets.UTF_8), RulesText.packaged(), Set.of(name));
  }

  /** The same refusal with the line of the settings that it is about. */
  SettingsRefused placed(SettingsRefused refused) {
    return new SettingsRefused(
        Lines.of(settings).placed(name, String.valueOf(refused.getMessage())), refused);
  }

  /**
   * A file of the set before that is in this one no more, without another in its place. What a file
   * forbids must not be lifted by its being moved away, or not copied yet.
   */
  Optional<String> vanished(WrittenRules before) {
    return before.files.containsAll(files)
        ? before.files.stream().filter(file -> !files.contains(file)).sorted().findFirst()
        : Optional.empty();
  }

  /** Tells one set from another. */
  String hash() {
    var rules = this.rules.files().stream().map(RulesFile::text).collect(Collectors.joining("\0"));
    return RequestHash.sha256((settings + '\0' + rules).getBytes(StandardCharsets.UTF_8));
  }
}
