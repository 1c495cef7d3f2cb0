package dev.countersign.policy.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings are. Looking whether the file has changed costs microseconds; it is read only
 * then.
 */
final class SettingsFile {
  /** What changes when a file is written or replaced. */
  private record Stamp(@Nullable Object file, long size, java.nio.file.attribute.FileTime time) {}

  private final Path path;
  private @Nullable Stamp last;

  SettingsFile(Path path) {
    this.path = path;
  }

  /** Whether the file is another one than at the last {@link #read}. */
  boolean changed() throws IOException {
    return !stamp().equals(last);
  }

  byte[] read() throws IOException {
    // The stamp first: a write in between is seen as a change at the next look.
    last = stamp();
    return Files.readAllBytes(path);
  }

  Path path() {
    return path;
  }

  private Stamp stamp() throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }
}
