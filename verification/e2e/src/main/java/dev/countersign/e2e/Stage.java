package dev.countersign.e2e;

import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.OperationQuestion;
import dev.countersign.client.RawApi;
import dev.countersign.client.Settings;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Platform;
import dev.countersign.embedded.PolicySettingsFile;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells all stories on a platform of its own: up, the stories, down, up again with production
 * enabled, and down.
 */
final class Stage {
  private static final String GATE = "ENABLE_PRODUCTION_OPERATIONS";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int FEWEST = 5;

  private final Platform platform;
  private final PrintStream out;
  private final List<Story.Outcome> outcomes = new ArrayList<>();

  Stage(Platform platform, PrintStream out) {
    this.platform = platform;
    this.out = out;
  }

  List<Story.Outcome> play(int port, double speed) throws Exception {
    try {
      var settings = new PolicySettingsFile(platform.data().resolve("config/policy-settings.yaml"));
      out.println(
          "Starting the platform: a broker, a database, a simulated RDS and four services.");
      platform.up(port, speed, Map.of());
      awaitInventory();
      settings.enableProduction(true);
      play(settings, false);
      var before = size();
      platform.down();
      settings.enableProduction(false);
      out.println("Starting it again, with " + GATE + "=true.");
      platform.up(port, speed, Map.of(GATE, "true"));
      tell(new Story("everything is still there after a restart", () -> stillThere(before)));
      play(settings, true);
    } finally {
      platform.down();
    }
    return outcomes;
  }

  private void play(PolicySettingsFile settings, boolean variableIsSet) {
    var effects = new Effects(platform.simulator());
    var log = new PolicyLog(platform.data().resolve("logs"));
    try (var operator = platform.api("olivia", "Operator");
        var dba = platform.api("dario", "DBA");
        var ada = platform.api("ada", "DBA");
        var bob = platform.api("bob", "DBA");
        var delegate = platform.api("dela", "Approver");
        var firefighter = platform.api("fay", "DBA,BreakGlass");
        var nobody = new RawApi(Settings.of(platform.url(), () -> ""));
        var _ = Timeline.start(operator, out)) {
      var production = new ProductionStories(operator, dba, effects, settings, log);
      if (variableIsSet) {
        tell(production.withTheVariable());
        tell(new ApprovalStories(dba, ada, bob, delegate, effects, settings).stories());
        tell(new BreakGlassStories(dba, firefighter, ada, effects, settings).stories());
        tell(new LedgerStories(operator).stories());
      } else {
        tell(new PreviewStories(operator, effects).stories());
        tell(new OrdinaryStories(operator, effects).stories());
        tell(new ClusterStories(operator, effects).stories());
        tell(new RefusalStories(operator, nobody).stories());
        tell(production.withoutTheVariable());
        var calendar = new FreezeCalendar(platform.data().resolve("config/demo.ics"));
        tell(new FreezeStories(operator, ada, effects, settings, calendar).stories());
      }
    }
  }

  /** {@code up} does not wait for ever for the first discovery. */
  private void awaitInventory() throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var api = platform.api("olivia", "Operator")) {
      while (api.instances(InstanceQuestion.any()).count() < FEWEST) {
        StoryFailed.unless(System.nanoTime() < deadline, "hardly any instance was discovered");
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private long size() throws Exception {
    try (var api = platform.api("olivia", "Operator")) {
      return LedgerProof.of(api.ledger()).size();
    }
  }

  private String stillThere(long sizeBefore) throws Exception {
    try (var api = platform.api("olivia", "Operator")) {
      var operations = api.operations(OperationQuestion.any()).count();
      StoryFailed.unless(operations > 0, "no operations after the restart");
      var instances = api.instances(InstanceQuestion.any()).count();
      StoryFailed.unless(instances > 0, "no instances after the restart");
      var now = LedgerProof.of(api.ledger()).size();
      StoryFailed.unless(now >= sizeBefore, "the ledger shrank from " + sizeBefore + " to " + now);
      return "%d operations, %d instances, ledger %d → %d"
          .formatted(operations, instances, sizeBefore, now);
    }
  }

  private void tell(List<Story> stories) {
    stories.forEach(this::tell);
  }

  private void tell(Story story) {
    out.println("  " + story.name());
    var outcome = story.told();
    outcomes.add(outcome);
    out.println((outcome.ok() ? "  ✓ " : "  ✗ ") + outcome.detail());
  }
}
