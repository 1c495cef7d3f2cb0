package dev.countersign.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per machine and version into a cache folder. Two processes
 * may do so at once: each unpacks into a folder of its own, and the first to rename it wins.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The folder that holds {@code bin/postgres}. */
  static Path unpacked() {
    return unpacked(cache());
  }

  /** The same where any user may run it from: root's home is closed to others. */
  static Path unpackedForEverybody() {
    return unpacked(Path.of("/var/cache/countersign"));
  }

  private static Path unpacked(Path cache) {
    var archive = "/postgres-" + platform() + ".txz";
    try {
      var home = cache.resolve("postgres-" + digest(archive));
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        unpack(archive, home);
      }
      return home;
    } catch (IOException broken) {
      throw new ChildFailed(
          "PostgreSQL could not be unpacked into "
              + cache
              + " ("
              + broken.getMessage()
              + "). Set COUNTERSIGN_CACHE to a folder that may be written.",
          broken);
    }
  }

  private static void unpack(String archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    var mine = Files.createTempDirectory(home.getParent(), ".unpacking-");
    Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = mine.resolve(entry.getName()).normalize();
        if (!target.startsWith(mine)) {
          throw new IOException("an entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(
              target,
              PosixFilePermissions.fromString(
                  (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
    try {
      Files.move(mine, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException odd) {
      throw odd;
    } catch (FileSystemException somebodyWasFaster) {
      deleteTree(mine);
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        throw somebodyWasFaster;
      }
    }
  }

  static void tryToDeleteTree(Path folder) {
    try {
      deleteTree(folder);
    } catch (IOException inTheWay) {
      // the next clean build removes it
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The archive's content names its folder, so a new version never meets an old one's files. */
  private static String digest(String archive) throws IOException {
    try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static InputStream open(String archive) throws IOException {
    var in = PostgresBinaries.class.getResourceAsStream(archive);
    if (in == null) {
      throw new IOException("no PostgreSQL for this machine: " + archive + " is missing");
    }
    return new BufferedInputStream(in);
  }

  private static String platform() {
    var system = System.getProperty("os.name");
    var processor = System.getProperty("os.arch");
    if (system.equals("Linux")) {
      switch (processor) {
        case "amd64", "x86_64" -> {
          return "linux-x86_64";
        }
        case "aarch64", "arm64" -> {
          return "linux-arm_64";
        }
        default -> {}
      }
    }
    throw new ChildFailed(
        "PostgreSQL is brought along for Linux on amd64 and arm64, not for "
            + system
            + " on "
            + processor
            + ". Run this in a Linux container or virtual machine.");
  }

  private static Path cache() {
    var chosen = System.getenv("COUNTERSIGN_CACHE");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen).toAbsolutePath();
    }
    return Path.of(System.getProperty("user.home"), ".cache", "countersign");
  }
}
