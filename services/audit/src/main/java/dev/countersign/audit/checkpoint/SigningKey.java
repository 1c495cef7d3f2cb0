package dev.countersign.audit.checkpoint;

import dev.countersign.chassis.secrets.RotatingFile;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The signer with the key that is in the file now. A checkpoint is signed with one key: whoever
 * checks older ones needs the verifier keys of their time.
 */
public final class SigningKey implements Supplier<NoteSigner> {
  private final RotatingFile<NoteSigner> file;

  /**
   * @param variable names the file, and is told when it cannot be used
   */
  public SigningKey(String variable, Path file, String origin) {
    this.file = RotatingFile.at(variable, file, pem -> NoteSigner.fromPem(origin, pem));
  }

  @Override
  public NoteSigner get() {
    return file.now();
  }
}
