package dev.countersign.executor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.provider.operation.Repeat;
import dev.countersign.provider.operation.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole table: every state meets every command, early, late and very late. */
class LifecycleTest {
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
  private static final Terms TERMS =
      new Terms(
          "op-1",
          START,
          START.plus(Duration.ofMinutes(10)),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Map.of("operation", "reboot_instance"),
          Duration.ZERO,
          new Named("RDS", "instance"));

  /** Within every deadline. */
  private static final Instant EARLY = START.plusSeconds(10);

  /** The timeout, the credentials and the decision are over; the watching is not. */
  private static final Instant LATE = START.plus(Duration.ofMinutes(20));

  /** Everything is over. */
  private static final Instant AFTER_ALL = START.plus(Duration.ofHours(3));

  static final List<Instant> TIMES = List.of(EARLY, LATE, AFTER_ALL);

  private static final Attempt ATTEMPT =
      new Attempt(1, "session", START.plus(Duration.ofMinutes(15)), START, Map.of(), null);
  private static final Attempt STOPPED = ATTEMPT.cancelledBy("ada");

  /** Sent once, with a token that the service remembers for long. */
  private static final Attempt REPEATABLE = repeatable(ATTEMPT, false);

  /** Sent again, and the first is unanswered. */
  private static final Attempt REPEATED = repeatable(ATTEMPT, true);

  private static final Fault FAULT = new Fault("code", "Aws", "req", "meaning", "next");

  private static Attempt repeatable(Attempt attempt, boolean begun) {
    return new Attempt(
        attempt.number(),
        attempt.sessionName(),
        attempt.sessionExpires(),
        attempt.intendedAt(),
        attempt.oursFrom(),
        attempt.baseline(),
        attempt.cancelledBy(),
        new Repeat(START.plus(Duration.ofHours(24)), begun));
  }

  static final Map<String, State> STATES = new LinkedHashMap<>();
  static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

  static {
    STATES.put("ready", new State.Ready(TERMS, 0, 0, START, null));
    STATES.put("claimed", new State.Claimed(TERMS, 0, 0, null));
    STATES.put("preflight", new State.Preflight(TERMS, ATTEMPT, 0));
    STATES.put("intent", new State.Intent(TERMS, ATTEMPT));
    STATES.put("intent, to be stopped", new State.Intent(TERMS, STOPPED));
    STATES.put("intent, repeated", new State.Intent(TERMS, REPEATED));
    STATES.put("unknown, repeatable", new State.Unknown(TERMS, REPEATABLE, "lost"));
    STATES.put(
        "unknown, repeatable, to be stopped",
        new State.Unknown(TERMS, REPEATABLE.cancelledBy("ada"), "lost"));
    STATES.put("accepted", new State.Accepted(TERMS, ATTEMPT, "req"));
    STATES.put("refused", new State.Refused(TERMS, ATTEMPT, FAULT));
    STATES.put("unknown", new State.Unknown(TERMS, ATTEMPT, "lost"));
    STATES.put("unknown, to be stopped", new State.Unknown(TERMS, STOPPED, "lost"));
    STATES.put("confirming", new State.Confirming(TERMS, ATTEMPT, 10, "creating"));
    STATES.put("watching", new State.Watching(TERMS, ATTEMPT));
    STATES.put("ended", new State.Ended(TERMS, OperationState.SUCCEEDED));

    COMMANDS.put("claim", new Command.Claim());
    COMMANDS.put(
        "preflight passed",
        new Command.PreflightPassed("session", START.plus(Duration.ofMinutes(15)), Map.of()));
    COMMANDS.put("preflight delayed", new Command.PreflightDelayed("busy", 0));
    COMMANDS.put("preflight refused", new Command.PreflightRefused(FAULT, List.of()));
    COMMANDS.put("record intent", new Command.RecordIntent(EARLY));
    COMMANDS.put("call accepted", new Command.CallAccepted("req"));
    COMMANDS.put("call throttled", new Command.CallRefused(Refusal.THROTTLED, FAULT, 0));
    COMMANDS.put("call not identified", new Command.CallRefused(Refusal.IDENTITY, FAULT, 0));
    COMMANDS.put("call in wrong state", new Command.CallRefused(Refusal.WRONG_STATE, FAULT, 0));
    COMMANDS.put("call in conflict", new Command.CallRefused(Refusal.CONFLICT, FAULT, 0));
    COMMANDS.put("call already so", new Command.CallRefused(Refusal.ALREADY_SO, FAULT, 0));
    COMMANDS.put("call refused", new Command.CallRefused(Refusal.FINAL, FAULT, 0));
    COMMANDS.put("call unanswered", new Command.CallUnanswered("reset"));
    COMMANDS.put("seen done", new Command.Observed(new Sighting.Done(Map.of(), List.of())));
    COMMANDS.put(
        "seen under way", new Command.Observed(new Sighting.Underway(20, "creating", List.of())));
    COMMANDS.put(
        "seen broken", new Command.Observed(new Sighting.Broken(FAULT, Map.of(), List.of())));
    COMMANDS.put("probe: happened", new Command.Probed(Finding.HAPPENED, List.of(), EARLY));
    COMMANDS.put("probe: absent", new Command.Probed(Finding.ABSENT, List.of(), EARLY));
    COMMANDS.put("probe: undecided", new Command.Probed(Finding.UNDECIDED, List.of(), EARLY));
    COMMANDS.put("probe: never", new Command.Probed(Finding.NEVER, List.of(), EARLY));
    COMMANDS.put(
        "repeat prepared", new Command.RepeatPrepared("again", START.plus(Duration.ofMinutes(25))));
    COMMANDS.put("repeat delayed", new Command.RepeatDelayed("no role"));
    COMMANDS.put("time passed", new Command.TimePassed());
    COMMANDS.put("disbelieved", new Command.Disbelieved(FAULT, List.of()));
    COMMANDS.put("cancel", new Command.Cancel("ada", null));
  }

  /**
   * What follows: the next state, and in brackets the effects. One word stands for early, late and
   * after all; where they differ, they are separated by a bar. Everything that is not listed is a
   * late or repeated message, and nothing follows from it.
   */
  private static final Map<String, Map<String, String>> TABLE =
      Map.ofEntries(
          Map.entry(
              "ready",
              Map.of(
                  "claim", "claimed [Prepare] | ended failed [FreeInstance]",
                  "disbelieved", "ended failed [FreeInstance]",
                  "cancel", "ended cancelled [FreeInstance]")),
          Map.entry(
              "claimed",
              Map.of(
                  "preflight passed", "preflight [CommitIntent]",
                  "preflight delayed", "ready [WakeAt] | ended failed [FreeInstance]",
                  "preflight refused", "ended failed [FreeInstance]",
                  "disbelieved", "ended failed [FreeInstance]",
                  "cancel", "ended cancelled [FreeInstance]")),
          Map.entry(
              "preflight",
              Map.of(
                  "record intent", "intent [Call] | ended failed [FreeInstance]",
                  "disbelieved", "ended failed [FreeInstance]",
                  "cancel", "ended cancelled [FreeInstance]")),
          Map.entry(
              "intent",
              table(
                  "claim", "unknown [Probe]",
                  "call accepted", "accepted [Look]",
                  "call throttled", "ready [WakeAt] | ended failed [FreeInstance]",
                  "call not identified", "ready [WakeAt] | ended failed [FreeInstance]",
                  "call in wrong state", "ready [WakeAt] | ended failed [FreeInstance]",
                  "call in conflict", "ready [WakeAt] | ended failed [FreeInstance]",
                  "call already so", "refused [Look]",
                  "call refused", "ended failed [FreeInstance]",
                  "call unanswered", "unknown [Probe]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "cancel", "intent")),
          Map.entry(
              "intent, to be stopped",
              table(
                  "claim", "unknown [Probe]",
                  "call accepted", "accepted [Look]",
                  "call throttled", "ended cancelled [FreeInstance]",
                  "call not identified", "ended cancelled [FreeInstance]",
                  "call in wrong state", "ended cancelled [FreeInstance]",
                  "call in conflict", "ended cancelled [FreeInstance]",
                  "call already so", "refused [Look]",
                  "call refused", "ended failed [FreeInstance]",
                  "call unanswered", "unknown [Probe]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "cancel", "intent")),
          Map.entry(
              "intent, repeated",
              table(
                  "claim", "unknown [Probe]",
                  "call accepted", "accepted [Look]",
                  "call throttled", "unknown [Probe]",
                  "call not identified", "unknown [Probe]",
                  "call in wrong state", "unknown [Probe]",
                  "call in conflict", "unknown [Probe]",
                  "call already so", "refused [Look]",
                  "call refused", "unknown [Probe]",
                  "call unanswered", "unknown [Probe]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "cancel", "intent")),
          Map.entry(
              "unknown, repeatable",
              table(
                  "claim", "unknown [Probe]",
                  "probe: happened", "confirming [Look]",
                  "probe: never", "ready [WakeAt] | ended failed [FreeInstance]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "probe: absent",
                      "unknown [PrepareRepeat] | ended failed [FreeInstance]"
                          + " | ended indeterminate [FreeInstance]",
                  "probe: undecided",
                      "unknown [PrepareRepeat] | ended indeterminate [FreeInstance]",
                  "repeat prepared", "intent [Call] | unknown [Probe]",
                  "repeat delayed", "unknown [Probe]",
                  "time passed",
                      "unknown [PrepareRepeat] | unknown [Probe]"
                          + " | ended indeterminate [FreeInstance]",
                  "cancel", "unknown")),
          Map.entry(
              "unknown, repeatable, to be stopped",
              table(
                  "claim", "unknown [Probe]",
                  "probe: happened", "confirming [Look]",
                  "probe: never", "ended cancelled [FreeInstance]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "probe: absent",
                      "unknown [Probe] | ended cancelled [FreeInstance]"
                          + " | ended indeterminate [FreeInstance]",
                  "probe: undecided", "unknown [Probe] | ended indeterminate [FreeInstance]",
                  "repeat prepared", "unknown [Probe]",
                  "repeat delayed", "unknown [Probe]",
                  "time passed",
                      "unknown [Probe] | unknown [Probe] | ended indeterminate [FreeInstance]",
                  "cancel", "unknown")),
          Map.entry("accepted", watched("accepted")),
          Map.entry("refused", watched("refused")),
          Map.entry("confirming", watched("confirming")),
          Map.entry(
              "unknown",
              table(
                  "claim", "unknown [Probe]",
                  "probe: never", "ready [WakeAt] | ended failed [FreeInstance]",
                  "repeat prepared", "unknown [Probe]",
                  "repeat delayed", "unknown [Probe]",
                  "probe: happened", "confirming [Look]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "probe: absent",
                      "unknown [Probe] | ended failed [FreeInstance]"
                          + " | ended indeterminate [FreeInstance]",
                  "probe: undecided", "unknown [Probe] | ended indeterminate [FreeInstance]",
                  "time passed",
                      "unknown [Probe] | unknown [Probe] | ended indeterminate [FreeInstance]",
                  "cancel", "unknown")),
          Map.entry(
              "unknown, to be stopped",
              table(
                  "claim", "unknown [Probe]",
                  "probe: never", "ended cancelled [FreeInstance]",
                  "repeat prepared", "unknown [Probe]",
                  "repeat delayed", "unknown [Probe]",
                  "probe: happened", "confirming [Look]",
                  "disbelieved", "ended indeterminate [FreeInstance]",
                  "probe: absent",
                      "unknown [Probe] | ended cancelled [FreeInstance]"
                          + " | ended indeterminate [FreeInstance]",
                  "probe: undecided", "unknown [Probe] | ended indeterminate [FreeInstance]",
                  "time passed",
                      "unknown [Probe] | unknown [Probe] | ended indeterminate [FreeInstance]",
                  "cancel", "unknown")),
          Map.entry(
              "watching",
              Map.of(
                  "claim", "watching [Look]",
                  "disbelieved", "ended timed-out [FreeInstance]",
                  "seen done", "ended timed-out [FreeInstance]",
                  "seen under way",
                      "watching [Look] | watching [Look] | ended timed-out [FreeInstance]",
                  "seen broken", "ended timed-out [FreeInstance]",
                  "time passed",
                      "watching [Look] | watching [Look] | ended timed-out [FreeInstance]")),
          Map.entry("ended", Map.of()));

  /** Commands and what follows, in turn. */
  private static Map<String, String> table(String... cells) {
    var table = new HashMap<String, String>();
    for (var i = 0; i < cells.length; i += 2) {
      table.put(cells[i], cells[i + 1]);
    }
    return table;
  }

  private static Map<String, String> watched(String state) {
    return Map.of(
        "claim",
        state + " [Look]",
        "seen done",
        "ended succeeded [FreeInstance]",
        "seen under way",
        "confirming [Look] | watching [Look]",
        "seen broken",
        "ended failed [FreeInstance]",
        "time passed",
        state + " [Look] | watching [Look]",
        "disbelieved",
        "ended indeterminate [FreeInstance]",
        "cancel",
        state);
  }

  @Test
  void everyStateAndCommandDoesWhatTheTableSays() {
    var differences = new ArrayList<String>();
    STATES.forEach((stateName, state) ->
        COMMANDS.forEach((commandName, command) -> {
          var expected = expected(TABLE.getOrDefault(stateName, Map.of()).get(commandName));
          var actual = TIMES.stream().map(now -> shown(state, command, now)).toList();
          if (!expected.equals(actual)) {
            differences.add(stateName + " × " + commandName + ": " + actual + ", not " + expected);
          }
        }));
    assertEquals(List.of(), differences);
  }

  @Test
  void everyKindOfStateAndCommandIsInTheTable() {
    assertEquals(kinds(State.class), kindsOf(STATES.values()));
    assertEquals(kinds(Command.class), kindsOf(COMMANDS.values()));
    assertEquals(STATES.keySet(), TABLE.keySet());
  }

  @Test
  void aCallOnlyEverFollowsTheIntentThatTheSameDecisionRecords() {
    everywhere((state, transition) -> {
      if (transition.effects().stream().anyMatch(Effect.Call.class::isInstance)) {
        assertTrue(
            transition.events().stream().anyMatch(ExecutionEvent.IntentRecorded.class::isInstance));
        assertTrue(transition.durable());
      }
    });
  }

  @Test
  void successIsOnlyEverSeen() {
    everywhere((state, transition) -> {
      if (transition.reports().stream()
          .anyMatch(StatusEvent.OperationSucceeded.class::isInstance)) {
        assertTrue(
            state instanceof State.Accepted
                || state instanceof State.Confirming
                || state instanceof State.Refused);
      }
    });
  }

  @Test
  void nothingIsReportedThatIsNotStored() {
    everywhere((state, transition) ->
        assertTrue(transition.reports().isEmpty() || transition.durable(), transition::toString));
  }

  @Test
  void whatCannotBeTakenBackIsNeverCalledCancelled() {
    for (var name : List.of("intent", "accepted", "refused", "unknown", "confirming", "watching")) {
      var state = state(name);
      var transition = Lifecycle.decide(state, new Command.Cancel("ada", null), EARLY);
      assertTrue(
          transition.reports().stream()
              .noneMatch(StatusEvent.OperationCancelled.class::isInstance));
    }
  }

  @Test
  void anAttemptWhoseCredentialsHaveEndedWithoutEffectIsMadeAgainWhileTheDecisionHolds() {
    var patient =
        new Terms(
            "op-1",
            START,
            START.plus(Duration.ofHours(1)),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Map.of(),
            Duration.ZERO,
            Named.NOTHING);
    var unknown = new State.Unknown(patient, ATTEMPT, "lost");
    var transition =
        Lifecycle.decide(unknown, new Command.Probed(Finding.ABSENT, List.of(), LATE), LATE);
    var next = (State.Ready) Evolution.evolve(unknown, transition);
    assertEquals(1, next.attempts());
    var claimed = (State.Claimed) after(next, new Command.Claim(), LATE);
    var preflight =
        (State.Preflight)
            after(claimed, new Command.PreflightPassed("s", LATE.plusSeconds(900), Map.of()), LATE);
    assertEquals(2, preflight.attempt().number());
  }

  @Test
  void credentialsEndByTheClockOfAwsHoweverFarOursIsAhead() {
    var unknown = new State.Unknown(TERMS, ATTEMPT, "lost");
    for (var ours : TIMES) {
      var absent = new Command.Probed(Finding.ABSENT, List.of(), EARLY);
      assertEquals(Transition.just(new Effect.Probe()), Lifecycle.decide(unknown, absent, ours));
    }
  }

  @Test
  void whatAwsDatesBeforeTheIntentIsNotOurs() {
    var awsTime = EARLY.minusSeconds(3);
    var next = (State.Intent) after(state("preflight"), new Command.RecordIntent(awsTime), EARLY);
    assertEquals(awsTime, next.attempt().oursFrom());
    assertEquals(EARLY, next.attempt().intendedAt());
  }

  @Test
  void afterAnIntentNothingIsCalledUndoneButByEvidence() {
    for (var name :
        List.of(
            "intent",
            "intent, repeated",
            "unknown",
            "unknown, repeatable",
            "unknown, to be stopped")) {
      COMMANDS.forEach((commandName, command) -> {
        for (var now : TIMES) {
          for (var report : decide(state(name), command, now).reports()) {
            var undone =
                report instanceof StatusEvent.OperationCancelled
                    || report instanceof StatusEvent.OperationFailed;
            var evidence =
                command instanceof Command.CallRefused
                    || (command instanceof Command.Probed probed
                        && Set.of(Finding.ABSENT, Finding.NEVER).contains(probed.finding()));
            assertTrue(!undone || evidence, name + " × " + commandName);
          }
        }
      });
    }
  }

  @Test
  void aSessionThatEndedBeforeItWasUsedIsReplacedNotUsed() {
    var preflight =
        new State.Preflight(TERMS, new Attempt(1, "s", EARLY, START, Map.of(), null), 0);
    assertEquals("ready [WakeAt]", shown(preflight, new Command.RecordIntent(EARLY), EARLY));
  }

  @Test
  void aRefusalOfTheSecondSendingSaysNothingOfTheFirst() {
    var repeated = state("intent, repeated");
    for (var refusal : Refusal.values()) {
      var transition = decide(repeated, new Command.CallRefused(refusal, FAULT, 0), EARLY);
      var next = Evolution.evolve(repeated, transition);
      assertTrue(
          next instanceof State.Unknown || next instanceof State.Refused,
          () -> refusal + " leads to " + next);
    }
  }

  @Test
  void aRepeatThatIsRefusedForGoodIsNotSentOnceMore() {
    var refused = new Command.CallRefused(Refusal.FINAL, FAULT, 0);
    var next = after(state("intent, repeated"), refused, EARLY);
    var absent = new Command.Probed(Finding.ABSENT, List.of(), EARLY);
    assertEquals("unknown [Probe]", shown(next, absent, EARLY));
  }

  @Test
  void whatComesOfAnySendingCountsFromTheFirstOn() {
    var prepared = new Command.RepeatPrepared("again", START.plus(Duration.ofMinutes(25)));
    var next = (State.Intent) after(state("unknown, repeatable"), prepared, EARLY);
    assertEquals(ATTEMPT.oursFrom(), next.attempt().oursFrom());
    assertEquals(ATTEMPT.baseline(), next.attempt().baseline());
    assertEquals("again", next.attempt().sessionName());
    assertEquals(2, next.attempt().number());
  }

  @Test
  void onceTheServiceMayHaveForgottenTheTokenNothingIsSentAgain() {
    var patient =
        new Terms(
            "op-1",
            START,
            START.plus(Duration.ofDays(3)),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofDays(4),
            Map.of(),
            Duration.ofHours(24),
            Named.NOTHING);
    var unknown = new State.Unknown(patient, REPEATABLE, "lost");
    var undecided = new Command.Probed(Finding.UNDECIDED, List.of(), EARLY);
    var within = START.plus(Duration.ofHours(24)).minusSeconds(1);
    assertEquals("unknown [PrepareRepeat]", shown(unknown, undecided, within));
    var over = START.plus(Duration.ofHours(24));
    assertEquals("ended indeterminate [FreeInstance]", shown(unknown, undecided, over));
  }

  @Test
  void theIntentOfARepeatableCallSaysUntilWhen() {
    var terms =
        new Terms(
            "op-1",
            START,
            START.plus(Duration.ofMinutes(10)),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Map.of(),
            Duration.ofHours(8),
            Named.NOTHING);
    var preflight = new State.Preflight(terms, ATTEMPT, 0);
    var next = (State.Intent) after(preflight, new Command.RecordIntent(EARLY), EARLY);
    assertEquals(new Repeat(EARLY.plus(Duration.ofHours(8)), false), next.attempt().repeat());
    assertTrue(!next.attempt().wasSentBefore());
  }

  @Test
  void theSameDelayIsToldOnce() {
    var first = Lifecycle.decide(state("claimed"), new Command.PreflightDelayed("busy", 0), EARLY);
    assertEquals(1, first.reports().size());
    var again = new State.Claimed(TERMS, 0, 1, "busy");
    var second = Lifecycle.decide(again, new Command.PreflightDelayed("busy", 0), EARLY);
    assertEquals(0, second.reports().size());
  }

  private static State state(String name) {
    return Objects.requireNonNull(STATES.get(name));
  }

  private interface Law {
    void holds(State state, Transition transition);
  }

  private static void everywhere(Law law) {
    for (var state : STATES.values()) {
      for (var command : COMMANDS.values()) {
        for (var now : TIMES) {
          law.holds(state, decide(state, command, now));
        }
      }
    }
  }

  private static State after(State state, Command command, Instant now) {
    return Evolution.evolve(state, Lifecycle.decide(state, command, now));
  }

  /** A probe tells the time at which it looked. */
  private static Transition decide(State state, Command command, Instant now) {
    var then =
        command instanceof Command.Probed(var finding, var evidence, var _)
            ? new Command.Probed(finding, evidence, now)
            : command;
    return Lifecycle.decide(state, then, now);
  }

  private static String shown(State state, Command command, Instant now) {
    var transition = decide(state, command, now);
    if (transition.equals(Transition.nothing())) {
      return "-";
    }
    var next = Evolution.evolve(state, transition);
    var outcome = next instanceof State.Ended ended ? " " + ended.outcome().wireName() : "";
    var effects =
        transition.effects().stream()
            .map(effect -> effect.getClass().getSimpleName())
            .collect(Collectors.joining(", ", " [", "]"));
    return phase(next) + outcome + (transition.effects().isEmpty() ? "" : effects);
  }

  private static String phase(State state) {
    return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static List<String> expected(@Nullable String cell) {
    if (cell == null) {
      return List.of("-", "-", "-");
    }
    var parts = new ArrayList<>(List.of(cell.split(" \\| ")));
    while (parts.size() < 3) {
      parts.add(parts.getLast());
    }
    return parts;
  }

  private static Set<String> kinds(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> kindsOf(Iterable<?> values) {
    var names = new LinkedHashSet<String>();
    values.forEach(value -> names.add(value.getClass().getSimpleName()));
    return new TreeSet<>(names);
  }

  /** Seen in the simulation: a worker that was stopped for long, and one look that failed. */
  @Test
  void whatCouldNotBeLookedAtNamesItsSessionAsEvidence() {
    var unknown = new State.Unknown(TERMS, ATTEMPT, "lost");
    var late = START.plus(TERMS.timeout()).plus(TERMS.watchFor()).plus(Duration.ofDays(1));
    var transition = Lifecycle.decide(unknown, new Command.TimePassed(), late);
    var told = (OperationIndeterminate) transition.reports().getLast();
    assertEquals("session", told.evidence().getFirst().facts().get("RoleSessionName"));
  }
}
