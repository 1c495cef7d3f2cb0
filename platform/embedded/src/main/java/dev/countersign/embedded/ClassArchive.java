package dev.countersign.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a program's JVM has read of its classes, kept beside its jar for the next start, which then
 * takes about half of the time. It is written when a program that has served ends in order, and
 * appears under its name only when it is whole; a newer jar or another JVM makes it anew. Where
 * nothing can be written beside the jar, every start is like the first.
 */
final class ClassArchive {
  // The JVM itself refuses an archive that is not its own; under another name it gets one.
  private static final String FILE = "classes-" + Runtime.version() + ".jsa";
  // What it cannot archive is of no interest to anybody who reads the log.
  private static final String QUIET = "-Xlog:cds*=error";

  private final Path folder;
  private final Path archive;
  private @Nullable Path unfinished;

  /** The archive of a jar that has its folder to itself. */
  ClassArchive(Path jar) {
    this.archive = jar.toAbsolutePath().resolveSibling(FILE);
    this.folder = Objects.requireNonNull(archive.getParent());
  }

  /**
   * What the JVM of the next start is told.
   *
   * @param make whether an archive is made where there is none; that start and its end are slower
   */
  List<String> options(boolean make) {
    // One that died by itself was never stopped.
    ended(false);
    if (isThere()) {
      return List.of("-XX:SharedArchiveFile=" + archive, QUIET);
    }
    // The JVM would take the last of these for a list of two.
    if (!make || !Files.isWritable(folder) || archive.toString().contains(File.pathSeparator)) {
      return List.of();
    }
    unfinished = folder.resolve(FILE + '.' + UUID.randomUUID());
    return List.of("-XX:ArchiveClassesAtExit=" + unfinished, QUIET);
  }

  /**
   * The program is gone.
   *
   * @param served whether it had served, so that it has read what the next start reads, and ended
   *     in order, so that what it wrote is whole
   */
  void ended(boolean served) {
    var written = unfinished;
    unfinished = null;
    if (written == null) {
      return;
    }
    try {
      if (served && Files.exists(written)) {
        Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      // The next start is a slow one, and tries again.
      written.toFile().deleteOnExit();
    }
  }

  /** Whether one is being made, which takes the program's end some seconds longer. */
  boolean isBeingMade() {
    return unfinished != null;
  }

  /** Whether there is one, not older than any jar. */
  boolean isThere() {
    try {
      if (!Files.isRegularFile(archive)) {
        return false;
      }
      var made = Files.getLastModifiedTime(archive);
      try (var files = Files.walk(folder)) {
        for (var jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
          if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      return false;
    }
  }
}
