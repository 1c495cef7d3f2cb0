package dev.countersign.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as the documentation asks for: nobody ever reads half of it. */
final class Whole {
  static void write(Path file, String text) throws IOException {
    var next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Whole() {}
}
