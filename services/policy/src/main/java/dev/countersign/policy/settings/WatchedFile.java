package dev.countersign.policy.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is read only when it has changed. */
final class WatchedFile {
  private final Path path;
  private @Nullable FileStamp last;

  WatchedFile(Path path) {
    this.path = path;
  }

  /** Whether the file is another one than at the last {@link #read}. */
  boolean changed() throws IOException {
    return !FileStamp.of(path).equals(last);
  }

  byte[] read() throws IOException {
    // The stamp first: a write in between is seen as a change at the next look.
    last = FileStamp.of(path);
    return Files.readAllBytes(path);
  }
}
