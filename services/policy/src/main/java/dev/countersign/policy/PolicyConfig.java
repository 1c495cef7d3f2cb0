package dev.countersign.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code countersign.policy.*}; by environment, {@code COUNTERSIGN_POLICY_*}. */
@ConfigMapping(prefix = "countersign.policy")
public interface PolicyConfig {
  /** The settings file, YAML. Without it, the settings that come with this version are in force. */
  Optional<Path> settings();

  /** The key that decisions are signed with: Ed25519, PKCS#8 in PEM. */
  Path signingKeyFile();

  /**
   * The second gate for production, from {@code ENABLE_PRODUCTION_OPERATIONS}. Exactly {@code true}
   * opens it: this one is not guessed from "yes", "on" or "1".
   */
  @WithDefault("false")
  String enableProductionOperations();

  /** How often to look for changed settings and for requests that have waited long enough. */
  @WithDefault("250ms")
  Duration lookInterval();
}
