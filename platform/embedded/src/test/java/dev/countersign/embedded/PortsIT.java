package dev.countersign.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsIT {
  /** So many of 18,000 that chance would give some of them twice. */
  private static final int MANY = 1_000;

  @Test
  void noPortIsGivenTwiceAlsoNotToAnotherProcessThatStillRuns() throws Exception {
    var ours = new TreeSet<>(given());
    assertEquals(MANY, ours.size());

    var theirs = theirs();

    assertEquals(MANY, theirs.size());
    ours.retainAll(theirs);
    assertEquals(new TreeSet<>(), ours);
  }

  private static List<Integer> given() {
    return IntStream.range(0, MANY).mapToObj(_ -> Ports.free()).toList();
  }

  private static List<Integer> theirs() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PortsIT.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = process.inputReader()) {
      return said.lines().map(Integer::valueOf).toList();
    }
  }

  /** Prints what it is given. */
  public static void main(String... arguments) {
    given().forEach(System.out::println);
  }
}
