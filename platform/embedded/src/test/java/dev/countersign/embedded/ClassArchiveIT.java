package dev.countersign.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a copy of the simulator, the smallest of our programs. */
class ClassArchiveIT {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void copy() throws IOException {
    var built = JavaProcess.built("platform/simulator", "target/app/simulator.jar");
    var app = Objects.requireNonNull(built.getParent());
    jar = folder.resolve("app/simulator.jar");
    try (var files = Files.walk(app)) {
      for (var file : files.filter(name -> name.toString().endsWith(".jar")).toList()) {
        var to = jar.resolveSibling(app.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(file, to);
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSecondStartTakesItsClassesFromIt() throws Exception {
    try (var program = new Copied()) {
      program.start();
      assertEquals(List.of(), archives());
      program.stop();
      var archive = archives().getFirst();
      assertEquals(List.of(archive), archives());

      program.start();
      assertTrue(maps(program, archive));
      program.stop();
      assertEquals(List.of(archive), archives());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNewerJarMakesItAnew() throws Exception {
    try (var program = new Copied()) {
      program.start();
      program.stop();
      var archive = archives().getFirst();
      var later = FileTime.from(Instant.now().plusSeconds(5));
      Files.setLastModifiedTime(jar, later);

      program.start();
      assertFalse(maps(program, archive));
      program.stop();
      assertEquals(List.of(archive), archives());
      Files.setLastModifiedTime(archive, FileTime.from(later.toInstant().plusSeconds(5)));

      program.start();
      assertTrue(maps(program, archive));
    }
  }

  @Test
  void whatWasKilledLeavesNone() throws Exception {
    try (var program = new Copied()) {
      program.start();
      program.kill9();
      program.stop();
    }
    assertEquals(List.of(), archives());
  }

  @Test
  void whatEndedByItselfLeavesNone() throws Exception {
    try (var program = new Copied()) {
      program.start();
      Signals.send("TERM", program.pid());
      program.exit().get(30, TimeUnit.SECONDS);
      assertEquals(1, archives().size());
    }
    assertEquals(List.of(), archives());
  }

  @Test
  void aProgramThatNeverServedLeavesNone() throws Exception {
    try (var program = new Copied()) {
      program.launch();
      // Its JVM can take a signal by then, and nobody has waited for it to serve.
      await().atMost(Duration.ofSeconds(30)).until(program::ready);
    }
    assertEquals(List.of(), archives());
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(jar.getParent())) {
      return files.filter(file -> file.toString().contains(".jsa")).toList();
    }
  }

  private static boolean maps(ChildProcess program, Path archive) throws IOException {
    return Files.readString(Path.of("/proc/" + program.pid() + "/maps"))
        .contains(archive.toString());
  }

  private final class Copied extends JavaProcess {
    private final int port = Ports.free();

    Copied() {
      super("copied", folder.resolve("copied.log"), jar);
    }

    @Override
    protected List<String> jvm() {
      return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");
    }

    @Override
    protected List<String> arguments() {
      return List.of("--port", Integer.toString(port));
    }

    @Override
    protected boolean ready() {
      return HealthCheck.passes("http://127.0.0.1:" + port + "/_admin/health");
    }
  }
}
