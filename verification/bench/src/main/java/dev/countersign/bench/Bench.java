package dev.countersign.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.bench.executor.ResumeBench;
import dev.countersign.bench.executor.SweepBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./countersign bench}: how long an operation takes through the whole product, beside the
 * same hops without it.
 */
@Command(
    name = "bench",
    subcommands = {Load.class, SweepBench.class, ResumeBench.class},
    description = "Measures the whole chain beside the same hops without the product, in one run.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WARMUP_AT_ONCE = 8;

  // On an idle system: what a turn leaves to be done, after its end and its entry in the ledger, is
  // over before the next begins. But for the relay's note of what it has published: the ledger has
  // acknowledged that by then, so that there is nothing to be noted.
  private static final Duration IDLE = Duration.ofMillis(150);

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--iterations", description = "Measured turns. Default: ${DEFAULT-VALUE}.")
  private int iterations = 200;

  @Option(
      names = "--warmup",
      description =
          "Operations before that, and half as many turns of the bare chain: services that have"
              + " just started measure their compilers. Default: ${DEFAULT-VALUE}.")
  private int warmup = 5000;

  @Option(
      names = "--operations",
      description = "Operations at once for completed_per_second. Default: ${DEFAULT-VALUE}.")
  private int operations = 200;

  /** Exits with 0 when everything was measured. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var home = Path.of(System.getProperty("countersign.home", "."));
    var data = Files.createTempDirectory("countersign-bench-");
    try (var platform = Platform.up(home, data.resolve("platform"))) {
      var figures = measure(platform, data);
      if (json) {
        System.out.println(new ObjectMapper().writeValueAsString(figures));
      } else {
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
      }
      return 0;
    } finally {
      delete(data);
    }
  }

  private Map<String, Object> measure(Platform platform, Path data) throws Exception {
    var decision = new Figure();
    var terminal = new Figure();
    var ledger = new Figure();
    var bare = new Figure();
    var fleet = fleet(platform);
    try (var calls = new RdsCalls(platform.simulator());
        var clock = new LedgerClock(platform.kafka());
        var chain =
            new BareChain(platform.kafka(), data.resolve("bare"), id -> bareCall(calls, fleet))) {
      warmUp(platform, fleet, chain);
      for (var turn = 0; turn < iterations; turn++) {
        decision.add(submitToDecision(platform, fleet, clock));
        var ended = submitToTerminal(platform, fleet, clock);
        terminal.add(ended.terminal());
        ledger.add(ended.ledger());
        bare.add(chain.run(UUID.randomUUID().toString()));
        Thread.sleep(IDLE);
      }
    }
    var figures = new LinkedHashMap<String, Object>();
    figures.put("submit_to_decision_ms", decision.summary());
    figures.put("submit_to_terminal_ms", terminal.summary());
    figures.put("submit_to_ledger_ms", ledger.summary());
    figures.put("bare_chain_ms", bare.summary());
    figures.put("ratio_p50", rounded(terminal.p50() / bare.p50()));
    figures.put("completed_per_second", rounded(throughput(platform, fleet)));
    return figures;
  }

  /** A few at once, as it takes the shorter. */
  private void warmUp(Platform platform, Fleet fleet, BareChain chain) throws Exception {
    for (var done = 0; done < warmup; done += WARMUP_AT_ONCE) {
      completed(platform, fleet, WARMUP_AT_ONCE);
      for (var turn = 0; turn < WARMUP_AT_ONCE / 2; turn++) {
        chain.run(UUID.randomUUID().toString());
      }
    }
  }

  static Fleet fleet(Platform platform) {
    try (var calls = new RdsCalls(platform.simulator())) {
      return Fleet.of(calls.instances("111122223333", List.of("eu-central-1", "us-east-1")));
    }
  }

  private static long submitToDecision(Platform platform, Fleet fleet, LedgerClock clock)
      throws Exception {
    var request = fleet.next();
    var start = System.nanoTime();
    var answer =
        platform.submit("modify_backup_window", request.instance(), request.parameters(), "").get();
    var elapsed = System.nanoTime() - start;
    awaitEnd(platform, answer);
    clock.seenAt(lastEvent(platform, answer.path("operation_id").asText()));
    Thread.sleep(IDLE);
    return elapsed;
  }

  private record Ended(long terminal, long ledger) {}

  private static Ended submitToTerminal(Platform platform, Fleet fleet, LedgerClock clock)
      throws Exception {
    var request = fleet.next();
    var start = System.nanoTime();
    var answer =
        platform
            .submit("modify_backup_window", request.instance(), request.parameters(), "wait=30")
            .get();
    var terminal = System.nanoTime() - start;
    expectSucceeded(answer);
    var last = lastEvent(platform, answer.path("operation_id").asText());
    var inLedger = clock.seenAt(last) - start;
    Thread.sleep(IDLE);
    return new Ended(terminal, inLedger);
  }

  private static String lastEvent(Platform platform, String operation) throws Exception {
    for (var event : platform.get("/api/operations/" + operation + "/history").path("events")) {
      if (event.path("type").asText().contains("operation.succeeded")) {
        return event.path("id").asText();
      }
    }
    throw new IllegalStateException("no terminal event in the history of " + operation);
  }

  private double throughput(Platform platform, Fleet fleet) throws Exception {
    var start = System.nanoTime();
    completed(platform, fleet, operations);
    return operations / ((System.nanoTime() - start) / NANOS_PER_SECOND);
  }

  /** Submits so many at once and waits for all of them. */
  private static void completed(Platform platform, Fleet fleet, int operations) throws Exception {
    var answers = new ArrayList<CompletableFuture<JsonNode>>();
    for (var i = 0; i < operations; i++) {
      var request = fleet.next();
      answers.add(
          platform.submit(
              "modify_backup_window", request.instance(), request.parameters(), "wait=60"));
    }
    for (var answer : answers) {
      expectSucceeded(answer.get());
    }
  }

  private static void bareCall(RdsCalls calls, Fleet fleet) {
    var request = fleet.next();
    calls.move(request.instance(), request.identifier(), request.parameters());
  }

  private static void awaitEnd(Platform platform, JsonNode answer) throws Exception {
    var id = answer.path("operation_id").asText();
    while (!platform.get("/api/operations/" + id).path("success").isBoolean()) {
      Thread.sleep(10);
    }
  }

  static void expectSucceeded(JsonNode answer) {
    if (!answer.path("status").asText().equals("succeeded")) {
      throw new IllegalStateException("not succeeded: " + answer);
    }
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
