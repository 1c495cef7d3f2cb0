package dev.countersign.executor.trust;

import dev.countersign.chassis.secrets.RotatingFile;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.executor.ExecutorSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;

/** Policy's public keys. Without them nothing is carried out, so their absence stops the start. */
@Singleton
public class TrustedKeys {
  private final RotatingFile<Map<String, PublicKey>> keys;

  @Inject
  TrustedKeys(ExecutorSettings settings) {
    this(settings.decisionKeysFile());
  }

  TrustedKeys(Path file) {
    this.keys =
        RotatingFile.at("COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE", file, SigningKeys::publicKeys);
  }

  /** Those that the file has now: one that was taken out is trusted for a second at most. */
  public Map<String, PublicKey> byId() {
    return keys.now();
  }
}
