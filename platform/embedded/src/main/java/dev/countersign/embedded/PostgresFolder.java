package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** A server's folder: the cluster, and the administrator's password beside it. */
final class PostgresFolder {
  private final Path folder;
  private final Path binaries;
  private final Unprivileged unprivileged;

  PostgresFolder(Path folder) {
    this.folder = folder;
    var ourselves = Unprivileged.asOurselves();
    if (ourselves != null) {
      this.binaries = PostgresBinaries.unpacked();
      this.unprivileged = ourselves;
    } else {
      this.binaries = PostgresBinaries.unpackedForEverybody();
      this.unprivileged = Unprivileged.asAnother(program("postgres"));
    }
  }

  Path program(String name) {
    return binaries.resolve("bin").resolve(name);
  }

  Path cluster() {
    return folder.resolve("cluster");
  }

  Unprivileged unprivileged() {
    return unprivileged;
  }

  String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException broken) {
      throw new ChildFailed("the administrator's password is missing: " + passwordFile(), broken);
    }
  }

  /** Idempotent. The cluster appears under its name only when it is whole. */
  void prepare(boolean durable) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(cluster())) {
      // The way in which it is run may be another one than last time.
      unprivileged.give(folder);
      return;
    }
    Files.deleteIfExists(passwordFile());
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile(), newPassword());
    var unfinished = folder.resolve("cluster.unfinished");
    PostgresBinaries.deleteTree(unfinished);
    unprivileged.give(folder);
    initdb(unfinished, durable);
    Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the server finds it, and readable by nobody else, on which it insists. */
  void put(Certificate certificate) throws IOException {
    var file = certificateFile();
    Files.copy(certificate.withKey(), file, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    unprivileged.give(file);
  }

  Path certificateFile() {
    return cluster().resolve("server.pem");
  }

  private void initdb(Path cluster, boolean durable) throws IOException {
    var command =
        List.of(
            program("initdb").toString(),
            "--pgdata=" + cluster,
            "--username=postgres",
            "--auth=scram-sha-256",
            "--pwfile=" + passwordFile(),
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
            durable ? "--data-checksums" : "--no-sync");
    var log = folder.resolve("initdb.log");
    var builder =
        new ProcessBuilder(unprivileged.command(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("LC_ALL", "C");
    try {
      if (builder.start().waitFor() != 0) {
        throw new ChildFailed(
            "PostgreSQL could not set up " + cluster + ":\n" + Files.readString(log));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while setting up PostgreSQL", interrupted);
    }
  }

  /**
   * A server whose parent was killed may still run on this cluster, and a server that was killed
   * leaves its pid behind, which may by now be anybody's. Only a process that names this cluster is
   * ended.
   */
  void stopLeftOver() throws IOException {
    var pidFile = cluster().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    var first = Files.readString(pidFile).lines().findFirst().orElse("");
    if (first.matches("\\d{1,10}")) {
      ProcessHandle.of(Long.parseLong(first)).filter(this::isOurs).ifPresent(this::end);
    }
    awaitSessionsGone();
    Files.deleteIfExists(pidFile);
  }

  private boolean isOurs(ProcessHandle process) {
    return commandLine(process).contains(cluster().toString());
  }

  private void end(ProcessHandle process) {
    Signals.send("INT", process.pid());
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
      }
      ChildProcess.pause(Duration.ofMillis(20));
    }
  }

  /**
   * Sessions of a killed server see its end within moments; until then they hold the shared memory,
   * and a new server refuses to start.
   */
  private void awaitSessionsGone() {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (ProcessHandle.allProcesses().anyMatch(this::worksHere)) {
      if (System.nanoTime() > deadline) {
        ProcessHandle.allProcesses()
            .filter(this::worksHere)
            .forEach(ProcessHandle::destroyForcibly);
      }
      ChildProcess.pause(Duration.ofMillis(20));
    }
  }

  /** A session's working folder is its cluster, whatever it calls itself. */
  private boolean worksHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(cluster().toRealPath());
    } catch (IOException | RuntimeException notOursOrGone) {
      return false;
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private Path passwordFile() {
    return folder.resolve("administrator.password");
  }

  static String newPassword() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
