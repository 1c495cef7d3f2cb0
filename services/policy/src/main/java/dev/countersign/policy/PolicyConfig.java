package dev.countersign.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code countersign.policy.*}; by environment, {@code COUNTERSIGN_POLICY_*}. */
@ConfigMapping(prefix = "countersign.policy")
public interface PolicyConfig {
  /**
   * The settings file, YAML; or a folder with {@code policy-settings.yaml} and rules in it. Without
   * it, what comes with this version is in force.
   */
  Optional<Path> settings();

  /**
   * The key that decisions are signed with: Ed25519, PKCS#8 in PEM. Needed; optional here for
   * {@link dev.countersign.policy.signing.DecisionSigner} to say so in better words.
   */
  Optional<Path> signingKeyFile();

  /**
   * The gateway's public keys, PEM; several while one is rotated. Needed; optional here for {@link
   * dev.countersign.policy.evidence.Vouching} to say so in better words.
   */
  Optional<Path> requestKeysFile();

  /** How long a case is kept after the last thing that happened to it; at least 48 h. */
  @WithDefault("PT2160H")
  Duration caseRetention();

  /** How often to look for changed settings and for requests that have waited long enough. */
  @WithDefault("250ms")
  Duration lookInterval();
}
