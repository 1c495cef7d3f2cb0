package dev.countersign.bench;

import dev.countersign.bench.executor.Cloud;
import dev.countersign.bench.executor.Cloud.Where;
import dev.countersign.client.Countersign;
import dev.countersign.client.Instance;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.Submission;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.Platform;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign bench load}: what an operation costs while many are in flight. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Keeps so many operations in flight, and says what each of them cost.")
final class Load implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Where PLACE = new Where("111122223333", "eu-central-1");
  private static final Duration DISCOVERY = Duration.ofMinutes(2);

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--in-flight", description = "Operations at once. Default: ${DEFAULT-VALUE}.")
  private int inFlight = 32;

  @Option(names = "--operations", description = "Measured operations. Default: ${DEFAULT-VALUE}.")
  private int operations = 5000;

  @Option(
      names = "--warmup",
      description =
          "Operations before that, just as many in flight: services that have just started measure"
              + " their compilers. Default: ${DEFAULT-VALUE}.")
  private int warmup = 2000;

  private final Map<String, Integer> turns = new ConcurrentHashMap<>();

  @Override
  public Integer call() throws Exception {
    var data = Files.createTempDirectory("countersign-bench-");
    try (var platform = Platform.in(data.resolve("platform")).up(0, Map.of());
        var api = Bench.api(platform)) {
      var figures = measure(platform, api);
      if (json) {
        System.out.println(Json.text(figures));
      } else {
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
      }
      return Integer.valueOf(0).equals(figures.get("failed")) ? 0 : 1;
    } finally {
      Platform.delete(data);
    }
  }

  private Map<String, Object> measure(Platform platform, Countersign api) throws Exception {
    var fleet =
        new Cloud(platform.simulator())
            .fleet(List.of(PLACE), inFlight).stream()
                .map(member -> member.key().toString())
                .toList();
    awaitKnown(api, fleet);
    run(api, fleet, warmup, new Figure());
    var latencies = new Figure();
    var before = Costs.of(platform);
    var start = System.nanoTime();
    var failed = run(api, fleet, operations, latencies);
    var seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    var costs = Costs.of(platform).since(before);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("in_flight", inFlight);
    figures.put("operations", operations);
    figures.put("failed", failed);
    figures.put("completed_per_second", Bench.rounded(operations / seconds));
    figures.put("submit_to_terminal_ms", latencies.summary());
    figures.putAll(costs.perOperation(operations));
    return figures;
  }

  private static void awaitKnown(Countersign api, List<String> fleet) throws Exception {
    var deadline = System.nanoTime() + DISCOVERY.toNanos();
    while (System.nanoTime() < deadline) {
      var known =
          api.instances(InstanceQuestion.any()).map(Instance::key).collect(Collectors.toSet());
      if (known.containsAll(fleet)) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("the new instances were not discovered within " + DISCOVERY);
  }

  /**
   * Each instance has one operation at a time, and the next as soon as that has ended: an
   * instance's queue is not what is measured here. Answers how many did not succeed.
   */
  private int run(Countersign api, List<String> fleet, int count, Figure latencies)
      throws InterruptedException, ExecutionException {
    var left = new AtomicInteger(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var failed = 0;
      var lanes =
          fleet.stream()
              .map(instance -> threads.submit(() -> lane(api, instance, left, latencies)))
              .toList();
      for (var lane : lanes) {
        failed += lane.get();
      }
      return failed;
    }
  }

  private int lane(Countersign api, String instance, AtomicInteger left, Figure latencies) {
    var failed = 0;
    while (left.getAndDecrement() > 0) {
      // Each asks for another window than the one before it.
      var turn = turns.merge(instance, 1, Integer::sum);
      var window = turn % 2 == 0 ? "03:00-04:00" : "05:00-06:00";
      var start = System.nanoTime();
      try {
        var asked =
            Submission.of("modify_backup_window", instance, Map.of("backup_window", window));
        Bench.expectSucceeded(api.submit(asked.waiting(Bench.PATIENCE)).operation());
      } catch (RuntimeException fault) {
        System.err.println(fault.getMessage());
        failed++;
      }
      latencies.add(System.nanoTime() - start);
    }
    return failed;
  }
}
