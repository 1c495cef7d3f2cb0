package dev.countersign.bench;

import dev.countersign.bench.executor.ResumeBench;
import dev.countersign.bench.executor.SweepBench;
import dev.countersign.client.Countersign;
import dev.countersign.client.Operation;
import dev.countersign.client.Status;
import dev.countersign.client.Submission;
import dev.countersign.contracts.json.Json;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  static final Duration PATIENCE = Duration.ofSeconds(60);

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
    var data = Files.createTempDirectory("countersign-bench-");
    try (var platform = Platform.in(data.resolve("platform")).up(0, Map.of());
        var api = api(platform)) {
      var figures = measure(platform, api, data);
      if (json) {
        System.out.println(Json.text(figures));
      } else {
        figures.forEach((name, value) -> System.out.println(name + ": " + value));
      }
      return 0;
    } finally {
      Platform.delete(data);
    }
  }

  /** Nothing is repeated behind the clock's back. */
  static Countersign api(Platform platform) {
    return new Countersign(platform.settings("bench", "DBA").withPatience(Duration.ZERO));
  }

  private Map<String, Object> measure(Platform platform, Countersign api, Path data)
      throws Exception {
    var decision = new Figure();
    var terminal = new Figure();
    var ledger = new Figure();
    var bare = new Figure();
    var fleet = fleet(platform.simulator());
    try (var calls = new RdsCalls(platform.simulator());
        var clock = new LedgerClock(platform.kafka());
        var chain =
            new BareChain(platform.kafka(), data.resolve("bare"), id -> bareCall(calls, fleet))) {
      warmUp(api, fleet, chain);
      for (var turn = 0; turn < iterations; turn++) {
        decision.add(submitToDecision(api, fleet, clock));
        var ended = submitToTerminal(api, fleet, clock);
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
    figures.put("completed_per_second", rounded(throughput(api, fleet)));
    return figures;
  }

  /** A few at once, as it takes the shorter. */
  private void warmUp(Countersign api, Fleet fleet, BareChain chain) throws Exception {
    for (var done = 0; done < warmup; done += WARMUP_AT_ONCE) {
      completed(api, fleet, WARMUP_AT_ONCE);
      for (var turn = 0; turn < WARMUP_AT_ONCE / 2; turn++) {
        chain.run(UUID.randomUUID().toString());
      }
    }
  }

  static Fleet fleet(Simulator simulator) {
    try (var calls = new RdsCalls(simulator)) {
      return Fleet.of(calls.instances("111122223333", List.of("eu-central-1", "us-east-1")));
    }
  }

  private static long submitToDecision(Countersign api, Fleet fleet, LedgerClock clock)
      throws Exception {
    var request = fleet.next();
    var start = System.nanoTime();
    var id = api.submit(request.submission()).operation().operationId();
    var elapsed = System.nanoTime() - start;
    api.awaitEnd(id);
    clock.seenAt(lastEvent(api, id));
    Thread.sleep(IDLE);
    return elapsed;
  }

  private record Ended(long terminal, long ledger) {}

  private static Ended submitToTerminal(Countersign api, Fleet fleet, LedgerClock clock)
      throws Exception {
    var request = fleet.next();
    var start = System.nanoTime();
    var ended = api.submit(request.submission().waiting(PATIENCE)).operation();
    var terminal = System.nanoTime() - start;
    expectSucceeded(ended);
    var last = lastEvent(api, ended.operationId());
    var inLedger = clock.seenAt(last) - start;
    Thread.sleep(IDLE);
    return new Ended(terminal, inLedger);
  }

  private static String lastEvent(Countersign api, String operation) {
    return api.history(operation)
        .filter(event -> event.name().equals("succeeded"))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no terminal event in the history of " + operation))
        .id();
  }

  private double throughput(Countersign api, Fleet fleet) throws Exception {
    var start = System.nanoTime();
    completed(api, fleet, operations);
    return operations / ((System.nanoTime() - start) / NANOS_PER_SECOND);
  }

  /** Submits so many at once and waits for all of them. */
  private static void completed(Countersign api, Fleet fleet, int operations) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Operation>>();
      for (var i = 0; i < operations; i++) {
        Submission asked = fleet.next().submission().waiting(PATIENCE);
        answers.add(threads.submit(() -> api.submit(asked).operation()));
      }
      for (var answer : answers) {
        expectSucceeded(answer.get());
      }
    }
  }

  private static void bareCall(RdsCalls calls, Fleet fleet) {
    var request = fleet.next();
    calls.move(request.instance(), request.identifier(), request.parameters());
  }

  static void expectSucceeded(Operation operation) {
    if (operation.status() != Status.SUCCEEDED) {
      throw new IllegalStateException("not succeeded: " + operation);
    }
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
