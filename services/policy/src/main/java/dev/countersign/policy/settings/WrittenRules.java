package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.rules.RulesFile;
import dev.countersign.policy.rules.RulesText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Settings and rules as they are written.
 *
 * @param name of the settings' file, for messages
 * @param settings YAML, or JSON, which is YAML, too
 */
public record WrittenRules(String name, String settings, RulesText rules) {
  /** Settings with the rules that come with this version. */
  static WrittenRules settings(String name, byte[] settings) {
    return new WrittenRules(
        name, new String(settings, StandardCharsets.UTF_8), RulesText.packaged());
  }

  /** The same refusal with the line of the settings that it is about. */
  SettingsRefused placed(SettingsRefused refused) {
    return new SettingsRefused(
        Lines.of(settings).placed(name, String.valueOf(refused.getMessage())), refused);
  }

  /** Tells one set from another. */
  String hash() {
    var rules = this.rules.files().stream().map(RulesFile::text).collect(Collectors.joining("\0"));
    return RequestHash.sha256((settings + '\0' + rules).getBytes(StandardCharsets.UTF_8));
  }
}
