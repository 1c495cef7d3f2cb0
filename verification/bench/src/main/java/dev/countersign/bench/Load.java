package dev.countersign.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign bench load}: what an operation costs while many are in flight. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Keeps so many operations in flight, and says what each of them cost.")
final class Load implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

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

  @Override
  public Integer call() throws Exception {
    var data = Files.createTempDirectory("countersign-bench-");
    var home = Path.of(System.getProperty("countersign.home", "."));
    try (var platform = Platform.up(home, data.resolve("platform"))) {
      var figures = measure(platform);
      if (json) {
        System.out.println(new ObjectMapper().writeValueAsString(figures));
      } else {
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
      }
      return 0;
    } finally {
      Bench.delete(data);
    }
  }

  private Map<String, Object> measure(Platform platform) throws Exception {
    var fleet = Bench.fleet(platform);
    run(platform, fleet, warmup, new Figure());
    var latencies = new Figure();
    var before = Costs.of(platform);
    var start = System.nanoTime();
    run(platform, fleet, operations, latencies);
    var seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    var costs = Costs.of(platform).since(before);
    var figures = new LinkedHashMap<String, Object>();
    figures.put("in_flight", inFlight);
    figures.put("operations", operations);
    figures.put("completed_per_second", Bench.rounded(operations / seconds));
    figures.put("submit_to_terminal_ms", latencies.summary());
    figures.putAll(costs.perOperation(operations));
    return figures;
  }

  /** The next begins as soon as one has ended. */
  private void run(Platform platform, Fleet fleet, int count, Figure latencies) throws Exception {
    var free = new Semaphore(inFlight);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (var i = 0; i < count; i++) {
      free.acquire();
      var request = fleet.next();
      var start = System.nanoTime();
      answers.add(
          platform
              .submit("modify_backup_window", request.instance(), request.parameters(), "wait=60")
              .whenComplete((_, _) -> {
                latencies.add(System.nanoTime() - start);
                free.release();
              })
              .thenAccept(Bench::expectSucceeded));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
  }
}
