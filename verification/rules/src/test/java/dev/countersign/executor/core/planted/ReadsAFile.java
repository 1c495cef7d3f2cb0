package dev.countersign.executor.core.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Planted. */
public final class ReadsAFile {
  String read(String name) throws IOException {
    return Files.readString(Path.of(name));
  }
}
