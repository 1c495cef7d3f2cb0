package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file that policy reads, edited as an administrator would: by hand. */
public final class PolicySettingsFile {
  private static final String GATE = "(?m)^enable_production_operations:.*$";

  private final Path file;

  public PolicySettingsFile(Path file) {
    this.file = file;
  }

  /** The one gate that is in it. */
  public void enableProduction(boolean enabled) throws IOException {
    var before = Files.readString(file);
    var after = before.replaceFirst(GATE, "enable_production_operations: " + enabled);
    if (!after.contains("enable_production_operations: " + enabled)) {
      throw new IllegalStateException("no such setting in " + file);
    }
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, after);
    Files.move(
        draft,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
