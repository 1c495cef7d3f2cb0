package dev.countersign.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files for their owner alone, written whole or not at all. */
public final class PrivateFiles {
  private PrivateFiles() {}

  public static void write(Path file, String text) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var unfinished = Files.createTempFile(file.getParent(), ".new-", "", owner);
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Reads the file; where there is none, writes what {@code first} gives. */
  public static String readOrWrite(Path file, First first) throws IOException {
    if (!Files.exists(file)) {
      write(file, first.text());
    }
    return Files.readString(file);
  }

  /** What a file says on the first start. */
  @FunctionalInterface
  public interface First {
    String text() throws IOException;
  }
}
