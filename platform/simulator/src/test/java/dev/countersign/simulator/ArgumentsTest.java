package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void nothingIsAskedForAndEverythingIsAsTheUsageSays() {
    assertEquals(
        new Server.Settings("127.0.0.1", 0, null, false, Pace.REAL, Quotas.USUAL, 0, 0),
        settings());
  }

  @Test
  void valuesAreTheNextArgumentOrBehindAnEqualsSign() {
    var wanted =
        new Server.Settings(
            "0.0.0.0", 4599, Path.of("/a=b"), true, new Pace(60), new Quotas(2, 3), 7, 0.5);
    assertEquals(
        wanted,
        settings(
            "--host=0.0.0.0",
            "--port=4599",
            "--data=/a=b",
            "--empty",
            "--speed=60",
            "--instance-quota=2",
            "--snapshot-quota=3",
            "--delay-ms=7",
            "--rps=.5"));
    assertEquals(
        wanted,
        settings(
            "--rps",
            "0.5",
            "--delay-ms",
            "7",
            "--snapshot-quota",
            "3",
            "--instance-quota",
            "2",
            "--speed",
            "60",
            "--empty",
            "--data",
            "/a=b",
            "--port",
            "4599",
            "--host",
            "0.0.0.0"));
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertEquals("Unknown option: '--prot'", complaint("--prot", "1"));
    assertEquals("Unexpected argument: '4599'", complaint("4599"));
    assertEquals(
        "Invalid value for option '--port': 'x' is not a whole number", complaint("--port", "x"));
    assertEquals(
        "Invalid value for option '--speed': 'fast' is not a number", complaint("--speed=fast"));
    assertEquals("Invalid value for option '--rps': '' is not a number", complaint("--rps="));
    assertEquals("Missing value for option '--port': it takes a whole number", complaint("--port"));
    assertEquals(
        "Missing value for option '--data': it takes a folder", complaint("--data", "--empty"));
    assertEquals("Option '--empty' takes no value", complaint("--empty=false"));
    assertEquals("Option '--port' is there twice", complaint("--port=1", "--port=2"));
  }

  @Test
  void aValueOutOfBoundsIsAnotherMatter() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Arguments.of("--speed", "-1"));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("speed must be"));
  }

  @Test
  void theUsageHasEveryOption() {
    for (var option : List.of("--help", "-h")) {
      assertEquals(new Arguments.Print(Arguments.USAGE), Arguments.of("--port=1", option));
    }
    var options =
        Pattern.compile("(?m)^ +(?:-\\w, +)?(--[a-z-]+)(=?)")
            .matcher(Arguments.USAGE)
            .results()
            .toList();
    assertEquals(11, options.size());
    for (var option : options) {
      var given = option.group(1) + (option.group(2).isEmpty() ? "" : "=1");
      assertTrue(!(Arguments.of(given) instanceof Arguments.Wrong), given);
    }
  }

  @Test
  void theProcessSaysWhatIsWrongAndHowItEnded() throws Exception {
    assertEquals(new Ended(0, Arguments.USAGE), ended("--help"));
    assertEquals(new Ended(0, Arguments.VERSION + System.lineSeparator()), ended("-V"));
    assertEquals(
        new Ended(2, "Unknown option: '--prot'" + System.lineSeparator() + Arguments.USAGE),
        ended("--prot", "1"));
    var outOfBounds = ended("--port", "99999");
    assertEquals(1, outOfBounds.code);
    assertEquals(1, outOfBounds.said.lines().count(), outOfBounds.said);
    assertTrue(outOfBounds.said.startsWith("The simulator cannot start: "), outOfBounds.said);
  }

  private static Server.Settings settings(String... arguments) {
    return assertInstanceOf(Arguments.Run.class, Arguments.of(arguments)).settings();
  }

  private static String complaint(String... arguments) {
    return assertInstanceOf(Arguments.Wrong.class, Arguments.of(arguments)).complaint();
  }

  private record Ended(int code, String said) {}

  private static Ended ended(String... arguments) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
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
