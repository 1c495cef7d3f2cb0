package dev.countersign.local.run;

import dev.countersign.local.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A service's environment as a file, for a shell ({@code set -a; . FILE}) and for the run
 * configurations of development environments. It holds passwords.
 */
final class EnvironmentFile {
  private EnvironmentFile() {}

  static void write(Path file, Map<String, String> environment) throws IOException {
    PrivateFiles.write(
        file,
        environment.entrySet().stream()
            .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
            .collect(Collectors.joining()));
  }
}
