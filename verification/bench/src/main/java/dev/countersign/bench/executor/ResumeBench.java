package dev.countersign.bench.executor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.bench.executor.Cloud.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./countersign bench resume}: the executor is killed with its hands full. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description =
        "Kills the executor with many operations in flight and measures how soon all of them are"
            + " watched again, and what an operation in flight costs.")
public final class ResumeBench implements Callable<Integer> {
  private static final List<Where> PLACES =
      List.of(
          new Where("111122223333", "eu-central-1"),
          new Where("111122223333", "us-east-1"),
          new Where("444455556666", "eu-central-1"),
          new Where("444455556666", "us-east-1"));
  private static final String OPERATION = "stop_instance";
  private static final int PAGE = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String UNSEEN = "countersign_executions_unseen";
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--executions", description = "Operations in flight. Default: ${DEFAULT-VALUE}.")
  private int executions = 10_000;

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
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private Map<String, Object> measure(Stage stage) throws Exception {
    var cloud = stage.cloud();
    var fleet = cloud.fleet(PLACES, executions);
    // An operation that was asked for stays under way for as long as this takes.
    cloud.speed(0.01);
    var records = stage.records();
    var executor = stage.executor(PLACES, "", settings());
    try (var policy = stage.policy()) {
      executor.start();
      await("not discovered", () -> cloud.called().rds() >= executions / PAGE);
      policy.approve(OPERATION, fleet);
      await("they are not all in flight", () -> confirming(records) == executions);

      executor.kill9();
      var dead = records.owners();
      var start = System.nanoTime();
      executor.launch();
      await("they were not taken up again", () -> takenUp(records, dead));
      var taken = seconds(start);
      await("they are not looked at again", () -> executor.metric(UNSEEN) == 0);
      var resumed = seconds(start);
      // Looks come less and less often; between two of them there is nothing but what is in flight.
      var many = settled(executor, 25);
      // The same process with nothing to do, as warm as it was: what is left is not theirs.
      cloud.speed(0);
      await("they have not all ended", () -> confirming(records) == 0);
      var none = settled(executor, 5);

      var figures = new LinkedHashMap<String, Object>();
      figures.put("executions", executions);
      figures.put("resume_seconds", resumed);
      figures.put("claimed_seconds", taken);
      figures.put("threads", many.threads());
      figures.put("threads_idle", none.threads());
      figures.put(
          "bytes_per_execution", Math.max(0, many.heapBytes() - none.heapBytes()) / executions);
      figures.put("heap_mib", many.heapBytes() >> 20);
      return figures;
    } finally {
      executor.close();
    }
  }

  private static boolean takenUp(Records records, Map<String, Integer> dead) throws Exception {
    var owners = records.owners();
    return !owners.isEmpty() && owners.keySet().stream().noneMatch(dead::containsKey);
  }

  private static int confirming(Records records) throws Exception {
    return records.phases().getOrDefault("confirming", 0);
  }

  private record Measured(long heapBytes, int threads) {}

  /** The least of some looks, each after a collection: in between, a sweep has its answers. */
  private static Measured settled(Program executor, int looks) throws Exception {
    var least = new Measured(Long.MAX_VALUE, Integer.MAX_VALUE);
    for (var look = 0; look < looks; look++) {
      Thread.sleep(2500);
      jcmd(executor, "GC.run");
      var heap = 0L;
      var found = USED.matcher(jcmd(executor, "GC.heap_info"));
      while (found.find()) {
        heap += Long.parseLong(found.group(1)) * 1024;
      }
      var threads =
          (int)
              jcmd(executor, "Thread.print").lines().filter(line -> line.startsWith("\"")).count();
      if (heap < least.heapBytes()) {
        least = new Measured(heap, threads);
      }
    }
    return least;
  }

  private static String jcmd(Program executor, String command) throws Exception {
    var process =
        new ProcessBuilder(Program.java("jcmd").toString(), Long.toString(executor.pid()), command)
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + text);
    }
    return text;
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }

  private static void await(String what, Records.Condition condition) throws Exception {
    if (!Records.await(PATIENCE, LOOK, condition)) {
      throw new IllegalStateException(what + " after " + PATIENCE);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "COUNTERSIGN_EXECUTOR_DISCOVERY_INTERVAL",
        "1h",
        "COUNTERSIGN_EXECUTOR_CALLS_PER_SECOND",
        "1000",
        "COUNTERSIGN_EXECUTOR_TIMEOUTS",
        OPERATION + "=PT4H");
  }
}
