package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Status;
import dev.countersign.e2e.LedgerProof;
import dev.countersign.embedded.Simulator;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
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
  private static final Set<Status> NOT_DONE =
      EnumSet.of(Status.FAILED, Status.REJECTED, Status.APPROVAL_EXPIRED, Status.CANCELLED);
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(60);
  private static final Duration SESSION = Duration.ofSeconds(900);

  private final Countersign api;
  private final Simulator simulator;
  private final double speed;
  private final PrintStream out;
  private final Duration skew;
  private boolean ledgerHolds = true;

  /**
   * @param skew how far AWS's clock is ahead of the machine's
   */
  Judge(Countersign api, Simulator simulator, double speed, Duration skew, PrintStream out) {
    this.api = api;
    this.simulator = simulator;
    this.speed = speed;
    this.skew = skew;
    this.out = out;
  }

  Verdict judge(Load load, Map<String, Status> ended, int kills, long seed) throws Exception {
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
      var status = ended.getOrDefault(id, Status.UNKNOWN);
      var told = events.getOrDefault(id, List.of());
      var done = effects.getOrDefault(id, List.of()).stream().filter(e -> !takenBack(e)).count();
      // What the gateway does not know has no status.
      add(lost, told.stream().noneMatch(e -> is(e, "requested")) || !ended.containsKey(id), id);
      var ends = told.stream().filter(Judge::isTerminal).count();
      add(unresolved, !status.ended() || ends != 1, id);
      var asked = operation.getValue();
      add(
          falseSucceeded,
          status == Status.SUCCEEDED
              && done == 0
              && !strangers.didTheSame(asked, since(asked, told).plus(skew)),
          id);
      add(
          falseFailed,
          NOT_DONE.contains(status)
              && done > 0
              && !(saysGone(told) && strangers.deleted(asked.instance())),
          id);
      add(indeterminate, status == Status.INDETERMINATE, id);
      add(
          guessable,
          status == Status.INDETERMINATE
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
  private static Instant since(Requested asked, List<LedgerEntry> events) {
    return events.stream()
        .filter(e -> is(e, asked.isReboot() ? "started" : "approved"))
        .map(e -> Instant.parse(e.attribute("time")))
        .max(Instant::compareTo)
        .orElse(Instant.MAX.minus(Duration.ofDays(1)));
  }

  private static Instant first(List<LedgerEntry> events) {
    return times(events).min(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Instant last(List<LedgerEntry> events) {
    return times(events).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static Stream<Instant> times(List<LedgerEntry> events) {
    return events.stream().map(event -> Instant.parse(event.attribute("time")));
  }

  /** That an instance is gone is no word about what was done with it before. */
  private static boolean saysGone(List<LedgerEntry> events) {
    return events.stream()
        .filter(e -> is(e, "failed"))
        .anyMatch(e -> e.data().path("fault").path("code").asText().equals("instance-gone"));
  }

  private static void add(Set<String> to, boolean wrong, String id) {
    if (wrong) {
      to.add(id);
    }
  }

  private void tell(
      Map<String, Set<String>> wrong,
      Map<String, Requested> accepted,
      Map<String, List<LedgerEntry>> events,
      Map<String, List<JsonNode>> effects) {
    wrong.forEach((what, ids) -> {
      for (var id : ids) {
        out.println(what + ": " + id + ' ' + accepted.get(id));
        events.getOrDefault(id, List.of()).forEach(e -> out.println("    " + shown(e)));
        effects.getOrDefault(id, List.of()).forEach(e -> out.println("    effect " + e));
      }
    });
  }

  private static String shown(LedgerEntry event) {
    var data = event.data().deepCopy();
    if (data instanceof ObjectNode object) {
      object.remove(List.of("envelope", "rules_version"));
    }
    return event.attribute("time") + ' ' + event.attribute("type") + ' ' + data;
  }

  /** All entries by operation, when the ledger has heard of every end; its proof on the way. */
  private Map<String, List<LedgerEntry>> ledger(Set<String> accepted) throws Exception {
    var end = System.nanoTime() + LEDGER_PATIENCE.toNanos();
    while (true) {
      var entries = api.ledger().entries(LedgerQuestion.any()).toList();
      var events = new HashMap<String, List<LedgerEntry>>();
      entries.forEach(
          e -> events.computeIfAbsent(e.attribute("subject"), id -> new ArrayList<>()).add(e));
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

  private void prove(List<LedgerEntry> entries) {
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      broken(entry.index() != i, "the ledger has a gap before " + entry);
      broken(!entry.kind().equals("event"), "the ledger holds " + entry);
    }
    sequences(entries);
    try {
      var proof = LedgerProof.of(api.ledger());
      out.println("The ledger's " + proof.size() + " entries hash to its signed root.");
      broken(proof.size() < entries.size(), "the checkpoint is behind what was read");
    } catch (Exception notProven) {
      broken(true, "the ledger does not prove itself: " + notProven);
    }
  }

  /** Contiguous per operation and source. */
  private void sequences(List<LedgerEntry> entries) {
    var seen = new HashMap<String, Set<Long>>();
    for (var entry : entries) {
      var sequence = entry.attribute("sequence");
      if (!sequence.isEmpty() && entry.attribute("type").contains(".operation.")) {
        var from = entry.attribute("source") + ' ' + entry.attribute("subject");
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

  private Map<String, List<JsonNode>> effects() {
    var byOperation = new HashMap<String, List<JsonNode>>();
    for (var effect : simulator.effects()) {
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
  private boolean approved(JsonNode effect, List<LedgerEntry> events) {
    var at = Instant.parse(effect.path("time").asText()).minus(skew);
    return events.stream()
        .filter(e -> is(e, "approved"))
        .anyMatch(e -> !at.isBefore(Instant.parse(e.attribute("time"))) && inTime(at, e));
  }

  private boolean inTime(Instant at, LedgerEntry approval) {
    var expires = approval.data().path("expires_at").asText();
    var session = Duration.ofMillis((long) (SESSION.toMillis() / speed));
    return expires.isEmpty() || at.isBefore(Instant.parse(expires).plus(session));
  }

  private static boolean isTerminal(LedgerEntry entry) {
    return Stream.of(Status.values())
        .filter(Status::ended)
        .anyMatch(status -> is(entry, status.wireName()));
  }

  private static boolean is(LedgerEntry entry, String pastTense) {
    return entry.attribute("type").endsWith(".operation." + pastTense + ".v1");
  }
}
