package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The command line, on the process itself. */
class SimulatorTest {
  @Test
  void theHelpHasEveryOption() throws Exception {
    var help = ended("--help");
    assertEquals(0, help.code);
    for (var option :
        List.of(
            "port=N",
            "host=ADDRESS",
            "empty",
            "speed=F",
            "data=DIR",
            "delay-ms=N",
            "rps=N",
            "instance-quota=N",
            "snapshot-quota=N")) {
      assertTrue(help.said.contains("--" + option), help.said);
    }
    assertTrue(ended("-V").said.contains("RDS 2014-10-31"));
  }

  @Test
  void whatCannotBeReadIsNamedAndTheHelpShown() throws Exception {
    var wrong = ended("--port", "x");
    assertEquals(2, wrong.code);
    assertTrue(wrong.said.contains("Invalid value for option '--port'"), wrong.said);
    assertTrue(wrong.said.contains("Usage: simulator"), wrong.said);
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws Exception {
    for (var option : List.of("--port=99999", "--speed=-1")) {
      var outOfBounds = ended(option);
      assertEquals(1, outOfBounds.code, outOfBounds.said);
      assertEquals(1, outOfBounds.said.lines().count(), outOfBounds.said);
      assertTrue(outOfBounds.said.startsWith("The simulator cannot start: "), outOfBounds.said);
    }
  }

  private record Ended(int code, String said) {}

  private static Ended ended(String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Objects.requireNonNull(System.getProperty("simulator.jar"))));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The JVM would tell of it, too.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes());
    return new Ended(process.waitFor(), said);
  }
}
