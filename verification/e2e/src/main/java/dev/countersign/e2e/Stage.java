package dev.countersign.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells all stories on a platform of its own: up, the stories, down, up again with production
 * enabled, and down.
 */
final class Stage {
  private static final String GATE = "ENABLE_PRODUCTION_OPERATIONS";

  private final Platform platform;
  private final Path data;
  private final PrintStream out;
  private final List<Story.Outcome> outcomes = new ArrayList<>();

  Stage(Platform platform, Path data, PrintStream out) {
    this.platform = platform;
    this.data = data;
    this.out = out;
  }

  List<Story.Outcome> play(int port, double speed) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      try {
        var settings = new PolicySettings(data.resolve("config/policy-settings.yaml"));
        out.println(
            "Starting the platform: a broker, a database, a simulated RDS and four services.");
        var first = platform.up(port, speed, Map.of());
        settings.enableProduction(true);
        play(http, first, settings, false);
        var before = size(http, first);
        platform.down();
        settings.enableProduction(false);
        out.println("Starting it again, with " + GATE + "=true.");
        var second = platform.up(port, speed, Map.of(GATE, "true"));
        tell(
            new Story(
                "everything is still there after a restart",
                () -> stillThere(http, second, before)));
        play(http, second, settings, true);
      } finally {
        platform.down();
      }
    }
    return outcomes;
  }

  private void play(HttpClient http, JsonNode up, PolicySettings settings, boolean variableIsSet)
      throws Exception {
    var url = up.path("url").asText();
    var operator = new Api(http, url, platform.token("olivia", "Operator"));
    var effects = new Effects(http, up.path("simulator_url").asText());
    try (var timeline = Timeline.start(operator, out)) {
      if (variableIsSet) {
        var dba = new Api(http, url, platform.token("dario", "DBA"));
        var log = new PolicyLog(data.resolve("logs"));
        tell(new ProductionStories(operator, dba, effects, settings, log).withTheVariable());
        tell(new LedgerStories(operator).stories());
      } else {
        tell(new OrdinaryStories(operator, effects).stories());
        tell(new RefusalStories(operator, http, url).stories());
        tell(
            new ProductionStories(operator, operator, effects, settings, new PolicyLog(data))
                .withoutTheVariable());
      }
    }
  }

  private long size(HttpClient http, JsonNode up) throws Exception {
    var api = new Api(http, up.path("url").asText(), platform.token("olivia", "Operator"));
    return LedgerProof.of(api).size();
  }

  private String stillThere(HttpClient http, JsonNode up, long sizeBefore) throws Exception {
    var api = new Api(http, up.path("url").asText(), platform.token("olivia", "Operator"));
    var operations = api.get("/api/operations").expect(200).body().path("operations").size();
    StoryFailed.unless(operations > 0, "no operations after the restart");
    var instances = api.get("/api/instances").expect(200).body().path("instances").size();
    StoryFailed.unless(instances > 0, "no instances after the restart");
    var now = LedgerProof.of(api).size();
    StoryFailed.unless(now >= sizeBefore, "the ledger shrank from " + sizeBefore + " to " + now);
    return operations
        + " operations, "
        + instances
        + " instances, ledger "
        + sizeBefore
        + " → "
        + now;
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
