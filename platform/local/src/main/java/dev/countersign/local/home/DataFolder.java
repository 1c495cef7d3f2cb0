package dev.countersign.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where what is kept. Nobody but its owner may enter it. */
public record DataFolder(Path path) {
  private static final String ENVIRONMENT = ".env";

  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Creates the folder and its rooms where they are missing. */
  public void prepare() throws IOException {
    for (var room : new Path[] {path, logs(), run(), secrets(), config()}) {
      Files.createDirectories(room);
      Files.setPosixFilePermissions(room, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public boolean exists() {
    return Files.isDirectory(run());
  }

  public Path postgres() {
    return path.resolve("postgres");
  }

  public Path broker() {
    return path.resolve("broker");
  }

  public Path simulator() {
    return path.resolve("simulator");
  }

  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path run() {
    return path.resolve("run");
  }

  /** What a service that something else starts needs in its environment. */
  public Path environment(String service) {
    return run().resolve(service + ENVIRONMENT);
  }

  /** They have passwords in them, and name ports at which nothing is any more. */
  public void forgetEnvironments() throws IOException {
    if (!exists()) {
      return;
    }
    try (var files = Files.newDirectoryStream(run(), "*" + ENVIRONMENT)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  public Path secrets() {
    return path.resolve("secrets");
  }

  public Path config() {
    return path.resolve("config");
  }
}
