package dev.countersign.chaos;

import dev.countersign.embedded.Simulator;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Has the simulated RDS and STS behave as badly as the real ones can. */
final class Faults {
  /** What changes an instance, a cluster, or what was taken of them. */
  static final List<String> MUTATORS =
      List.of(
          "CreateDBSnapshot",
          "RebootDBInstance",
          "ModifyDBInstance",
          "StopDBInstance",
          "StartDBInstance",
          "CreateDBClusterSnapshot",
          "FailoverDBCluster",
          "ModifyDBCluster",
          "StopDBCluster",
          "StartDBCluster");

  private static final List<String> GIVEN_UP =
      List.of(
          "CreateDBSnapshot",
          "ModifyDBInstance",
          "CreateDBClusterSnapshot",
          "FailoverDBCluster",
          "ModifyDBCluster");

  private final Simulator simulator;
  private final SplittableRandom random;
  private final PrintStream out;

  Faults(Simulator simulator, long seed, PrintStream out) {
    this.simulator = simulator;
    this.random = new SplittableRandom(seed ^ 0x6661756cL);
    this.out = out;
  }

  /** One trouble after the other, until interrupted. */
  void trouble(long deadlineNanos) throws InterruptedException {
    while (System.nanoTime() - deadlineNanos < 0) {
      TimeUnit.MILLISECONDS.sleep(1500 + random.nextLong(3000));
      inject(next());
    }
  }

  /** From here on RDS behaves. */
  void end() {
    try {
      simulator.clearFaults();
    } catch (UncheckedIOException unreachable) {
      out.println("The faults could not be ended: " + unreachable);
    }
  }

  private Map<String, Object> next() {
    var action = MUTATORS.get(random.nextInt(MUTATORS.size()));
    return switch (random.nextInt(9)) {
      case 0 -> Map.of("kind", "throttle", "probability", 0.8, "duration_ms", 4000);
      case 1 -> Map.of("kind", "http_500", "probability", 0.4, "duration_ms", 3000);
      case 2 -> Map.of("kind", "connection_reset", "probability", 0.3, "duration_ms", 3000);
      case 3, 4 -> once("answer_lost", action, 2);
      case 5 -> once("answer_500", action, 1);
      case 6 -> once("accepted_then_fails", GIVEN_UP.get(random.nextInt(GIVEN_UP.size())), 1);
      case 7 ->
          Map.of(
              "kind",
              "access_denied",
              "match",
              Map.of("action", "AssumeRole"),
              "duration_ms",
              5000);
      default ->
          Map.of("kind", "latency", "latency_ms", 1500, "probability", 0.3, "duration_ms", 4000);
    };
  }

  private static Map<String, Object> once(String kind, String action, int count) {
    return Map.of(
        "kind", kind, "match", Map.of("action", action), "count", count, "duration_ms", 15_000);
  }

  private void inject(Map<String, Object> fault) {
    try {
      simulator.fault(fault);
      out.println("  fault: " + fault);
    } catch (UncheckedIOException unreachable) {
      // It is being killed itself just now; a fault less.
    }
  }
}
