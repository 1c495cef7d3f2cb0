package dev.countersign.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What policy and the executor logged. */
final class PolicyLog {
  private final Path folder;

  PolicyLog(Path folder) {
    this.folder = folder;
  }

  void expectWarningAbout(String operationId) throws IOException {
    for (var service : new String[] {"policy", "executor"}) {
      try (var lines = Files.lines(folder.resolve(service + ".log"))) {
        StoryFailed.unless(
            lines.anyMatch(line -> line.contains("WARN") && line.contains(operationId)),
            "no line at WARNING about " + operationId + " in the log of " + service);
      }
    }
  }
}
