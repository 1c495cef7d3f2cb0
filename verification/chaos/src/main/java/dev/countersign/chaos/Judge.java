package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.e2e.Api;
import dev.countersign.e2e.LedgerProof;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Holds what the platform says against what RDS wrote down and against the ledger. */
final class Judge {
  private static final Set<String> NOT_DONE =
      Set.of("failed", "rejected", "approval-expired", "cancelled");
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SESSION = Duration.ofSeconds(900);

  private final Api api;
  private final HttpClient http;
  private final String simulator;
  private final double speed;
  private final PrintStream out;
  private final Duration skew;
  private boolean ledgerHolds = true;

  /**
   * @param skew how far AWS's clock is ahead of the machine's
   */
  Judge(Api api, HttpClient http, String simulator, double speed, Duration skew, PrintStream out) {
    this.api = api;
    this.http = http;
    this.simulator = simulator;
    this.speed = speed;
    this.skew = skew;
    this.out = out;
  }

  Verdict judge(Load load, Map<String, String> ended, int kills, long seed) throws Exception {
    var accepted = load.accepted();
    var events = ledger(accepted.keySet());
    var effects = effects();
    var strangers = new Disturbance(effects.getOrDefault(Strangers.NAME, List.of()), speed);
    effects.remove(Strangers.NAME);
    load.notAccepted().forEach(out::println);

    var lost = new TreeSet<String>();
    var unresolved = new TreeSet<String>();
    var falseSucceeded = new TreeSet<String>();
    var falseFailed = new TreeSet<String>();
    var indeterminate = new TreeSet<String>();
    var guessable = new TreeSet<String>();
    for (var operation : accepted.entrySet()) {
      var id = operation.getKey();
      var status = ended.getOrDefault(id, "unknown");
      var told = events.getOrDefault(id, List.of());
      var done = effects.getOrDefault(id, List.of()).stream().filter(e -> !takenBack(e)).count();
      add(lost, told.stream().noneMatch(e -> is(e, "requested")) || status.equals("HTTP 404"), id);
      var ends = told.stream().filter(Judge::isTerminal).count();
      add(unresolved, !Endings.TERMINAL.contains(status) || ends != 1, id);
      var asked = operation.getValue();
      add(
          falseSucceeded,
          status.equals("succeeded")
              && done == 0
              && !strangers.didTheSame(asked, since(asked, told).plus(skew)),
          id);
      add(
          falseFailed,
          NOT_DONE.contains(status)
              && done > 0
              && !(saysGone(told) && strangers.deleted(asked.instance())),
          id);
      add(indeterminate, status.equals("indeterminate"), id);
      add(
          guessable,
          status.equals("indeterminate")
              && !asked.isReboot()
              && !strangers.touched(
                  asked.instance(), first(told).plus(skew), last(told).plus(skew)),
          id);
    }
    var doubled = new TreeSet<String>();
    var unapproved = new TreeSet<String>();
    effects.forEach((id, all) -> {
      add(doubled, all.size() > 1, id);
      add(
          unapproved,
          all.stream().anyMatch(e -> !approved(e, events.getOrDefault(id, List.of()))),
          id);
    });
    var wrong = new HashMap<String, Set<String>>();
    wrong.put("lost", lost);
    wrong.put("doubled", doubled);
    wrong.put("unapproved", unapproved);
    wrong.put("false_succeeded", falseSucceeded);
    wrong.put("false_failed", falseFailed);
    wrong.put("unresolved", unresolved);
    wrong.put("indeterminate, and could have been established", guessable);
    tell(wrong, accepted, events, effects);
    return new Verdict(
        accepted.size(),
        kills,
        lost.size(),
        doubled.size(),
        unapproved.size(),
        falseSucceeded.size(),
        falseFailed.size(),
        indeterminate.size(),
        unresolved.size(),
        seed,
        ledgerHolds
            && load.notAccepted().isEmpty()
            && wrong.values().stream().allMatch(Set::isEmpty));
  }

  /**
   * From when on somebody else's effect is as good: a state that was asked for since the approval,
   * a restart since the last attempt. Far ahead when there is neither.
   */
  private static Instant since(Requested asked, List<JsonNode> events) {
    return events.stream()
        .filter(e -> is(e, asked.isReboot() ? "started" : "approved"))
        .map(e -> Instant.parse(attribute(e, "time")))
        .max(Instant::compareTo)
        .orElse(Instant.MAX.minus(Duration.ofDays(1)));
  }

  private static Instant first(List<JsonNode> events) {
    return times(events).min(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Instant last(List<JsonNode> events) {
    return times(events).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Stream<Instant> times(List<JsonNode> events) {
    return events.stream().map(event -> Instant.parse(attribute(event, "time")));
  }

  /** That an instance is gone is no word about what was done with it before. */
  private static boolean saysGone(List<JsonNode> events) {
    return events.stream()
        .filter(e -> is(e, "failed"))
        .anyMatch(e -> data(e).path("fault").path("code").asText().equals("instance-gone"));
  }

  private static void add(Set<String> to, boolean wrong, String id) {
    if (wrong) {
      to.add(id);
    }
  }

  private void tell(
      Map<String, Set<String>> wrong,
      Map<String, Requested> accepted,
      Map<String, List<JsonNode>> events,
      Map<String, List<JsonNode>> effects) {
    wrong.forEach((what, ids) -> {
      for (var id : ids) {
        out.println(what + ": " + id + ' ' + accepted.get(id));
        events.getOrDefault(id, List.of()).forEach(e -> out.println("    " + shown(e)));
        effects.getOrDefault(id, List.of()).forEach(e -> out.println("    effect " + e));
      }
    });
  }

  private static String shown(JsonNode event) {
    var data = data(event).deepCopy();
    if (data instanceof ObjectNode object) {
      object.remove(List.of("envelope", "rules_version"));
    }
    return attribute(event, "time") + ' ' + attribute(event, "type") + ' ' + data;
  }

  /** All entries by operation, when the ledger has heard of every end; its proof on the way. */
  private Map<String, List<JsonNode>> ledger(Set<String> accepted) throws Exception {
    var end = System.nanoTime() + LEDGER_PATIENCE.toNanos();
    while (true) {
      var entries = LedgerRead.all(api);
      var events = new HashMap<String, List<JsonNode>>();
      entries.forEach(
          e -> events.computeIfAbsent(attribute(e, "subject"), id -> new ArrayList<>()).add(e));
      var complete =
          accepted.stream()
              .allMatch(
                  id -> events.getOrDefault(id, List.of()).stream().anyMatch(Judge::isTerminal));
      if (complete || System.nanoTime() - end > 0) {
        prove(entries);
        return events;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private void prove(List<JsonNode> entries) {
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      broken(entry.path("index").asLong() != i, "the ledger has a gap before " + entry);
      broken(!entry.path("kind").asText().equals("event"), "the ledger holds " + entry);
    }
    sequences(entries);
    try {
      var proof = LedgerProof.of(api);
      out.println("The ledger's " + proof.size() + " entries hash to its signed root.");
      broken(proof.size() < entries.size(), "the checkpoint is behind what was read");
    } catch (Exception notProven) {
      broken(true, "the ledger does not prove itself: " + notProven);
    }
  }

  /** Contiguous per operation and source. */
  private void sequences(List<JsonNode> entries) {
    var seen = new HashMap<String, Set<Long>>();
    for (var entry : entries) {
      var sequence = attribute(entry, "sequence");
      if (!sequence.isEmpty() && attribute(entry, "type").contains(".operation.")) {
        var from = attribute(entry, "source") + ' ' + attribute(entry, "subject");
        broken(
            !seen.computeIfAbsent(from, key -> new HashSet<>()).add(Long.parseLong(sequence)),
            "twice in the ledger: " + entry);
      }
    }
    seen.forEach((from, numbers) ->
        broken(
            new TreeSet<>(numbers).last() != numbers.size(),
            "events are missing: " + from + numbers));
  }

  private void broken(boolean isBroken, String what) {
    if (isBroken) {
      ledgerHolds = false;
      out.println(what);
    }
  }

  private Map<String, List<JsonNode>> effects() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(simulator + "/_admin/effects")).build();
    var byOperation = new HashMap<String, List<JsonNode>>();
    for (var line : http.send(request, BodyHandlers.ofString()).body().lines().toList()) {
      var effect = Api.JSON.readTree(line);
      var session = effect.path("session_name").asText();
      var id = session.replaceFirst("^countersign-", "").replaceFirst("-\\d+$", "");
      byOperation.computeIfAbsent(id, key -> new ArrayList<>()).add(effect);
    }
    return byOperation;
  }

  private static boolean takenBack(JsonNode effect) {
    return effect.path("faults").toString().contains("accepted_then_fails");
  }

  /** An approval from before it, whose credentials cannot have outlived it. */
  private boolean approved(JsonNode effect, List<JsonNode> events) {
    var at = Instant.parse(effect.path("time").asText()).minus(skew);
    return events.stream()
        .filter(e -> is(e, "approved"))
        .anyMatch(e -> !at.isBefore(Instant.parse(attribute(e, "time"))) && inTime(at, e));
  }

  private boolean inTime(Instant at, JsonNode approval) {
    var expires = data(approval).path("expires_at").asText();
    var session = Duration.ofMillis((long) (SESSION.toMillis() / speed));
    return expires.isEmpty() || at.isBefore(Instant.parse(expires).plus(session));
  }

  private static JsonNode data(JsonNode entry) {
    return entry.path("entry").path("data");
  }

  private static boolean isTerminal(JsonNode entry) {
    var type = attribute(entry, "type");
    return Endings.TERMINAL.stream().anyMatch(status -> type.endsWith("." + status + ".v1"));
  }

  private static boolean is(JsonNode entry, String pastTense) {
    return attribute(entry, "type").endsWith(".operation." + pastTense + ".v1");
  }

  private static String attribute(JsonNode entry, String name) {
    var attributes = entry.path("entry").path("attributes");
    return attributes.path("ce_" + name).asText(attributes.path(name).asText(""));
  }
}
