package dev.countersign.e2e;

import java.nio.file.Path;

/** Where this build has its launcher. */
final class Home {
  static Path path() {
    return Path.of(System.getProperty("countersign.home"));
  }

  private Home() {}
}
