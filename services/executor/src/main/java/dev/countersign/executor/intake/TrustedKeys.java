package dev.countersign.executor.intake;

import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.executor.ExecutorSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.PublicKey;
import java.util.Map;

/** Policy's public keys. Without them nothing is carried out, so their absence stops the start. */
@Singleton
class TrustedKeys {
  private final Map<String, PublicKey> keys;

  @Inject
  TrustedKeys(ExecutorSettings settings) {
    var file = settings.decisionKeysFile();
    try {
      this.keys = SigningKeys.publicKeys(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read COUNTERSIGN_EXECUTOR_DECISION_KEYS_FILE " + file, e);
    }
  }

  Map<String, PublicKey> byId() {
    return keys;
  }
}
