package dev.countersign.bench.executor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.bench.executor.Cloud.Called;
import dev.countersign.bench.executor.Cloud.Member;
import dev.countersign.bench.executor.Cloud.Where;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign bench sweep}: what operations in flight cost in calls to RDS. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = "Counts the calls to RDS that operations in one account and region need.")
public final class SweepBench implements Callable<Integer> {
  private static final Where PLACE = new Where("111122223333", "eu-central-1");
  // How long RDS takes for it in real time; the simulator's speed makes ten sweeps of that.
  private static final String OPERATION = "stop_instance";
  private static final double REAL_SECONDS = 180;
  private static final int PAGE = 100;
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration LOOK = Duration.ofMillis(200);

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--in-flight", description = "Operations at once. Default: ${DEFAULT-VALUE}.")
  private int inFlight = 100;

  @Option(
      names = "--sweeps",
      description = "How many an operation takes. Default: ${DEFAULT-VALUE}.")
  private int sweeps = 10;

  @Option(
      names = "--rps",
      description =
          "Have the simulator take so many requests a second for the account and region, and tell"
              + " the executor so in its accounts file. 0 is no limit. Default: ${DEFAULT-VALUE}.")
  private double rps;

  @Option(
      names = "--limit-from-start",
      description =
          "Set the limit before the first operation is called, not once all are in flight: takes"
              + " --in-flight divided by --rps seconds more, and something on top.")
  private boolean limitFromStart;

  @Override
  public Integer call() throws Exception {
    var home = Path.of(System.getProperty("countersign.home", "."));
    var folder = Files.createTempDirectory("countersign-bench-");
    try (var stage = new Stage(home, folder)) {
      var figures = measure(stage);
      if (json) {
        System.out.println(new ObjectMapper().writeValueAsString(figures));
      } else {
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
      }
      return Integer.valueOf(inFlight).equals(figures.get("succeeded")) ? 0 : 1;
    } finally {
      Folders.delete(folder);
    }
  }

  private Map<String, Object> measure(Stage stage) throws Exception {
    var cloud = stage.cloud();
    var fleet = cloud.fleet(List.of(PLACE), inFlight);
    var start = System.nanoTime();
    var records = stage.records();
    var called =
        rps > 0 && !limitFromStart
            ? startedThenLimited(stage, cloud, fleet)
            : throughout(stage, cloud, fleet);
    var seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    var figures = new LinkedHashMap<String, Object>();
    figures.put("operations", inFlight);
    figures.put("calls_per_operation", Math.round(100.0 * called.rds() / inFlight) / 100.0);
    figures.put("throttled", called.throttled());
    figures.put("succeeded", succeeded(records));
    figures.put(
        "sweeps",
        Math.round((float) called.byAction().getOrDefault("DescribeDBInstances", 0L) / pages()));
    figures.put("seconds", seconds);
    figures.put("poll_interval_seconds", interval().toMillis() / 1000.0);
    figures.put("calls", called.byAction());
    return figures;
  }

  /** One executor from the first call to the last. */
  private Called throughout(Stage stage, Cloud cloud, List<Member> fleet) throws Exception {
    cloud.limit(rps);
    try (var executor = stage.executor(List.of(PLACE), limits(), settings());
        var policy = stage.policy()) {
      cloud.speed(speed());
      executor.start();
      quiet(cloud);
      cloud.forgetCalls();
      policy.approve(OPERATION, fleet);
      awaitEnds(stage.records());
    }
    return cloud.called();
  }

  /**
   * All of them in flight first, which under the limit alone would take {@code inFlight / rps}
   * seconds; from then on, both sides know the limit.
   */
  private Called startedThenLimited(Stage stage, Cloud cloud, List<Member> fleet) throws Exception {
    try (var executor = stage.executor(List.of(PLACE), "", settings());
        var policy = stage.policy()) {
      // So slowly that none is done before all are under way.
      cloud.speed(0.1);
      executor.start();
      quiet(cloud);
      cloud.forgetCalls();
      policy.approve(OPERATION, fleet);
      var records = stage.records();
      await(
          "they are not all in flight",
          () -> records.phases().getOrDefault("confirming", 0) == inFlight);
    }
    cloud.limit(rps);
    cloud.speed(speed());
    try (var limited = stage.executor(List.of(PLACE), limits(), settings())) {
      limited.start();
      awaitEnds(stage.records());
    }
    return cloud.called();
  }

  private void awaitEnds(Records records) throws Exception {
    await("they have not all ended", () -> ended(records) == inFlight);
  }

  private static void await(String what, Records.Condition condition) throws Exception {
    if (!Records.await(PATIENCE, LOOK, condition)) {
      throw new IllegalStateException(what + " after " + PATIENCE);
    }
  }

  /**
   * Until the first listing of the fleet, which is discovery's and not the operations', is over.
   */
  private static void quiet(Cloud cloud) throws Exception {
    var last = new long[] {-1};
    await(
        "discovery goes on and on",
        () -> {
          Thread.sleep(1000);
          var now = cloud.called().rds();
          var same = now == last[0];
          last[0] = now;
          return same;
        });
  }

  private static int ended(Records records) throws Exception {
    return records.outcomes().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static int succeeded(Records records) throws Exception {
    return records.outcomes().entrySet().stream()
        .filter(outcome -> outcome.getKey().toLowerCase(Locale.ROOT).equals("succeeded"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private int pages() {
    return (inFlight + PAGE - 1) / PAGE;
  }

  /** As short as the account's limit allows, so that the run is over soon. */
  private Duration interval() {
    var sweep = rps > 0 ? Duration.ofMillis((long) (1500 * pages() / rps)) : Duration.ZERO;
    return sweep.compareTo(SHORTEST_INTERVAL) > 0 ? sweep : SHORTEST_INTERVAL;
  }

  private double speed() {
    return REAL_SECONDS / (sweeps * interval().toMillis() / 1000.0);
  }

  private Map<String, String> settings() {
    return Map.of(
        "COUNTERSIGN_EXECUTOR_POLL_INTERVAL",
        Stage.millis(interval()),
        "COUNTERSIGN_EXECUTOR_DISCOVERY_INTERVAL",
        "1h",
        "COUNTERSIGN_EXECUTOR_TIMEOUTS",
        OPERATION + "=PT1H");
  }

  private String limits() {
    // A little less than what AWS lets through, as one would: the two clocks are not one.
    return rps > 0 ? "    limits: {calls_per_second: " + 0.95 * rps + ", calls_burst: 1}\n" : "";
  }
}
