package dev.countersign.chaos;

import dev.countersign.e2e.Api;
import dev.countersign.e2e.Platform;
import dev.countersign.e2e.PolicySettings;
import java.io.PrintStream;
import java.net.http.HttpClient;
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
          "create_snapshot=PT60S,reboot_instance=PT60S,modify_backup_window=PT60S,"
              + "stop_instance=PT60S,start_instance=PT60S,delete_snapshot=PT60S",
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
  Ordeal(Path home, Path data, double speed, String jvmOptions, PrintStream out) {
    this.data = data;
    this.platform = new Platform(home.resolve("countersign"), data);
    this.speed = speed;
    this.jvmOptions = jvmOptions;
    this.out = out;
  }

  Verdict run(int operations, int kills, long seed) throws Exception {
    // An interrupted run, too, leaves nothing behind.
    var hook = new Thread(this::down);
    Runtime.getRuntime().addShutdownHook(hook);
    try (var http = HttpClient.newHttpClient()) {
      var up = platform.up(0, speed, environment());
      new PolicySettings(data.resolve("config/policy-settings.yaml")).enableProduction(true);
      rival = Rival.of(up, data.resolve("logs/executor-rival.log"));
      var api = new Api(http, up.path("url").asText(), platform.token("dario", "DBA"));
      var seconds = Math.max(10, Math.max(kills * 5L, operations / 3));
      var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds * 4) + TO_RECOVER.toNanos();
      out.println(operations + " operations, " + kills + " kills, seed " + seed);
      var load = new Load(api);
      var mayhem = new Mayhem(new Processes(data, http), seed, out);
      var simulator = up.path("simulator_url").asText();
      var strangers = new Strangers(http, simulator, seed, out);
      strangers.setClock();
      trouble(new Faults(http, simulator, seed, out), strangers, load, mayhem)
          .go(operations, kills, seed, seconds, end);
      // However long the trouble took: from here on it is as long as recovery may take.
      var ending = System.nanoTime() + TO_RECOVER.toNanos();
      mayhem.waitUntilReady(ending);
      out.println("Peace. Waiting until everything has ended.");
      var skew = Duration.ofMillis(strangers.skewMs());
      var judge = new Judge(api, http, simulator, speed, skew, out);
      var ended = new Endings(api).await(load.accepted().keySet(), ending);
      summary(ended);
      return judge.judge(load, ended, mayhem.done(), seed);
    } finally {
      down();
      Runtime.getRuntime().removeShutdownHook(hook);
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
        load.drive(Load.of(seed, operations), seconds, end);
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

  private void summary(Map<String, String> ended) {
    var counts = new TreeMap<String, Integer>();
    ended.values().forEach(status -> counts.merge(status, 1, Integer::sum));
    out.println("Ended: " + counts);
  }
}
