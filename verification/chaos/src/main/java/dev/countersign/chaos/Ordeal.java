package dev.countersign.chaos;

import static java.util.stream.Collectors.joining;

import dev.countersign.chaos.judgement.Judge;
import dev.countersign.client.Countersign;
import dev.countersign.client.Status;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.PolicySettingsFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Up, load and trouble at once, peace, judgement, down. */
final class Ordeal {
  private static final Duration TO_RECOVER = Duration.ofMinutes(5);

  /** Real RDS has minutes and hours; here nothing takes that long, and the run has to end. */
  private static final Map<String, String> SHORT =
      Map.of(
          "ENABLE_PRODUCTION_OPERATIONS",
          "true",
          "COUNTERSIGN_EXECUTOR_WATCH_FOR",
          "PT15S",
          "COUNTERSIGN_EXECUTOR_TIMEOUTS",
          Requests.OPERATIONS.stream().map(each -> each + "=PT60S").collect(joining(",")),
          "COUNTERSIGN_RELAY_REDRIVE_AFTER",
          "PT20S");

  private final Path data;
  private final Platform platform;
  private final double speed;
  private final String jvmOptions;
  private final PrintStream out;
  private volatile @Nullable Rival rival;

  /**
   * @param jvmOptions of every process of the platform
   */
  Ordeal(Path data, double speed, String jvmOptions, PrintStream out) {
    this.data = data;
    this.platform = Platform.in(data);
    this.speed = speed;
    this.jvmOptions = jvmOptions;
    this.out = out;
  }

  Verdict run(int operations, int kills, long seed) throws Exception {
    // An interrupted run, too, leaves nothing behind.
    var hook = new Thread(this::down);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      platform.up(speed, environment());
      return underTrouble(operations, kills, seed);
    } finally {
      down();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private Verdict underTrouble(int operations, int kills, long seed) throws Exception {
    var settings = platform.settings("dario", "DBA");
    // The load and the last looks have their own way of asking again.
    try (var api = new Countersign(settings);
        var once = new Countersign(settings.withPatience(Duration.ZERO))) {
      new PolicySettingsFile(data.resolve("config/policy-settings.yaml")).enableProduction(true);
      rival = Rival.of(platform.said(), data.resolve("logs/executor-rival.log"));
      var seconds = Math.max(10, Math.max(kills * 5L, operations / 3));
      var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds * 4) + TO_RECOVER.toNanos();
      out.println(operations + " operations, " + kills + " kills, seed " + seed);
      var load = new Load(once);
      var mayhem = new Mayhem(new Processes(data), seed, out);
      var simulator = platform.simulator();
      var strangers = new Strangers(simulator, seed, out);
      strangers.setClock();
      trouble(new Faults(simulator, seed, out), strangers, load, mayhem)
          .go(operations, kills, seed, seconds, end);
      // However long the trouble took: from here on it is as long as recovery may take.
      var ending = System.nanoTime() + TO_RECOVER.toNanos();
      mayhem.waitUntilReady(ending);
      out.println("Peace. Waiting until everything has ended.");
      var skew = Duration.ofMillis(strangers.skewMs());
      var judge = new Judge(speed, skew);
      var ended = new Endings(once).await(load.accepted().keySet(), ending);
      summary(ended);
      var injected = new Injected(strangers, mayhem);
      return new Aftermath(api, simulator, judge, out).of(load, ended, injected, seed);
    }
  }

  private Map<String, String> environment() {
    var all = new HashMap<>(SHORT);
    // No process lives long enough here for the second compiler to be worth its time.
    all.put("JAVA_TOOL_OPTIONS", jvmOptions + " -XX:TieredStopAtLevel=1");
    return all;
  }

  private void down() {
    var second = rival;
    if (second != null) {
      second.close();
    }
    try {
      platform.down();
    } catch (Exception notDown) {
      out.println("The platform could not be taken down: " + notDown);
    }
  }

  private interface Trouble {
    void go(int operations, int kills, long seed, long seconds, long end) throws Exception;
  }

  private Trouble trouble(Faults faults, Strangers strangers, Load load, Mayhem mayhem) {
    return (operations, kills, seed, seconds, end) -> {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var disturbing = threads.submit(() -> disturb(faults, end));
        var elsewhere = threads.submit(() -> strange(strangers, seconds, end));
        var raging = threads.submit(() -> rage(mayhem, load, kills, seconds, end));
        load.drive(Requests.of(seed, operations), seconds, end);
        raging.get();
        disturbing.cancel(true);
        elsewhere.cancel(true);
      }
      faults.end();
      strangers.end();
    };
  }

  private static @Nullable Void disturb(Faults faults, long end) throws Exception {
    try {
      faults.trouble(end);
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private @Nullable Void strange(Strangers strangers, long seconds, long end) throws Exception {
    try {
      strangers.act(seconds, end);
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private @Nullable Void rage(Mayhem mayhem, Load load, int kills, long seconds, long end)
      throws Exception {
    try {
      mayhem.rage(kills / 2, seconds / 2, end);
      mayhem.freezeBroker(load::surge, end);
      load.surge();
      mayhem.rage(kills, seconds / 2, end);
    } finally {
      load.surge();
    }
    return null;
  }

  private void summary(Map<String, Status> ended) {
    var counts = new TreeMap<Status, Integer>();
    ended.values().forEach(status -> counts.merge(status, 1, Integer::sum));
    out.println("Ended: " + counts);
  }
}
