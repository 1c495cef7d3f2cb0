package dev.countersign.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** A file for its owner alone, written whole or not at all. */
final class PrivateFile {
  private PrivateFile() {}

  static void write(Path file, String text) throws IOException {
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    var entered =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createDirectories(folder, entered);
    var unfinished = Files.createTempFile(folder, ".new-", "", owner);
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
