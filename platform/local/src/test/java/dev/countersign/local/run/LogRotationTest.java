package dev.countersign.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  @TempDir Path folder;

  @Test
  void aFullLogIsPutAsideAndItsProcessGoesOnWritingToTheSameFile() throws IOException {
    var log = folder.resolve("gateway.log");
    try (var process = new FileOutputStream(log.toFile(), true)) {
      process.write("0123456789ABCDEF".getBytes(UTF_8));
      new LogRotation(folder, 10).rotate();
      process.write("next".getBytes(UTF_8));
    }

    assertEquals("next", Files.readString(log));
    assertEquals("0123456789ABCDEF", Files.readString(folder.resolve("gateway.log.1")));
  }

  @Test
  void aSmallLogIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("broker.log"), "short");
    new LogRotation(folder, 10).rotate();
    assertFalse(Files.exists(folder.resolve("broker.log.1")));
  }
}
