package dev.countersign.gateway.operation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationResolved;
import dev.countersign.contracts.event.StatusEvent.OperationScheduled;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.StatusEvent.OperationTimedOut;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private static final String ID = "01a1fae3-307b-742c-a2d6-2c9d787704dc";
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceKey KEY = Instance.keyOf("111122223333", "eu-central-1", "db-A");
  private static final Classification TEST =
      new Classification(Environment.TEST, "tag", "Env=test", "x", List.of("Env"), Map.of());
  private static final Requester ADA = new Requester("ada", null, List.of());
  private static final Requester BEN = new Requester("ben", null, List.of());
  private static final OperationView REQUESTED =
      OperationView.requested(
          new OperationRequested(ID, "reboot_instance", KEY, "x", Map.of(), ADA, null, T0), "corr");

  private static final EventData APPROVED =
      new OperationApproved(
          ID, new Envelope("t", "", List.of()), TEST, List.of("r@1"), "v", T0.plusSeconds(300));
  private static final EventData QUEUED = new OperationQueued(ID, 2, "other");
  private static final EventData STARTED = new OperationStarted(ID, 1, "cs");
  private static final EventData PROGRESSED = new OperationProgressed(ID, "confirming", 40, "m");
  private static final EventData SUCCEEDED =
      new OperationSucceeded(ID, Map.of("status", "available"), List.of(), 7.5, T0.plusSeconds(7));
  private static final EventData TIMED_OUT =
      new OperationTimedOut(ID, 300, "late", Map.of("status", "timeout"), List.of());
  private static final EventData INDETERMINATE =
      new OperationIndeterminate(ID, "unknown", "look", List.of());

  @Test
  void aWholeLifeLeavesItsTraces() {
    var view = after(APPROVED, QUEUED, STARTED, PROGRESSED, SUCCEEDED);

    assertEquals(OperationState.SUCCEEDED, view.state());
    assertEquals(6, view.version());
    assertEquals(Environment.TEST, present(view.decision()).environment());
    var outcome = present(view.outcome());
    assertEquals(true, outcome.success());
    assertEquals(7.5, outcome.durationSeconds());
    assertNull(present(view.work()).place(), "who has ended is in no queue");
  }

  @Test
  void whicheverTopicIsFasterTheViewIsTheSame() {
    var decisions = List.of(APPROVED);
    var status = List.of(QUEUED, STARTED, PROGRESSED, SUCCEEDED);
    var expected = after(APPROVED, QUEUED, STARTED, PROGRESSED, SUCCEEDED);
    for (var seed = 0; seed < 200; seed++) {
      var mixed = interleaved(decisions, status, new Random(seed));
      assertEquals(expected, after(mixed.toArray(EventData[]::new)), "seed " + seed);
    }
  }

  @Test
  void nothingThatComesAfterTheEndUndoesIt() {
    var ended = after(APPROVED, STARTED, SUCCEEDED);
    for (var late : List.of(QUEUED, PROGRESSED, TIMED_OUT, INDETERMINATE, APPROVED, SUCCEEDED)) {
      var view = Evolution.evolve(ended, event(late, 99));
      assertEquals(OperationState.SUCCEEDED, view.state());
      assertEquals(ended.outcome(), view.outcome());
    }
  }

  @Test
  void aRefusalSaysWhyAndEndsTheOperation() {
    var view =
        after(
            new OperationRejected(
                ID, "production-closed", "No.", "File it.", TEST, List.of("g@1"), "v", null));

    assertTrue(view.refused());
    assertEquals("production-closed", present(present(view.decision()).refusal()).code());
    assertEquals(false, present(view.outcome()).success());
  }

  @Test
  void whatIsHeldSaysUntilWhenAndGoesOnWhenItIsApproved() {
    var until = T0.plusSeconds(60);
    var held = new OperationHeld(ID, "frozen", "Wait.", until, TEST, List.of("freeze: x"), "v");

    var waiting = after(held);
    assertEquals(OperationState.HELD, waiting.state());
    assertTrue(waiting.decided());
    assertFalse(waiting.refused());
    assertEquals(until, present(present(waiting.decision()).hold()).until());

    var approved = after(held, APPROVED);
    assertEquals(OperationState.APPROVED, approved.state());
    assertNull(present(approved.decision()).hold());
    assertEquals(approved.decision(), after(held, APPROVED, held).decision());
  }

  @Test
  void approvalsThatDoNotComeEndTheOperation() {
    var required = question(1, null);
    assertEquals(OperationState.APPROVAL_REQUIRED, after(required).state());
    assertFalse(after(required).refused());

    var expired = after(required, new ApprovalExpired(ID, T0.plusSeconds(60)));

    assertTrue(expired.refused());
    assertEquals(List.of("q@1"), present(expired.decision()).rules());
    assertEquals(60.0, present(expired.outcome()).durationSeconds());
  }

  @Test
  void everyVoteShowsWhetherItCountsAndWhoIsStillMissing() {
    var asked = after(question(1, null), vote("ada", VoteVerdict.APPROVE, 1));
    assertNull(present(asked.approval()).votes().getFirst().counted());
    assertEquals(List.of("ada"), present(asked.approval()).voters());

    var counted = Evolution.evolve(asked, event(counted("ada", VoteVerdict.APPROVE, 1, 1), 2));
    var approval = present(counted.approval());
    assertEquals(true, approval.votes().getFirst().counted());
    assertEquals(List.of(new Need("DBA", 1)), approval.missing());

    var refused = new VoteRefused(ID, "ben", T0.plusSeconds(3), "too-late", "Too late.");
    var after = after(question(1, null), vote("ben", VoteVerdict.APPROVE, 3), refused);
    assertEquals("Too late.", present(after.approval()).votes().getFirst().refused());
    assertEquals(List.of(), present(after.approval()).voters());
  }

  @Test
  void whoeverWithdrawsHasNoVoteThatStands() {
    var view =
        after(
            question(1, null),
            vote("ada", VoteVerdict.APPROVE, 1),
            counted("ada", VoteVerdict.APPROVE, 1, 1),
            vote("ada", VoteVerdict.WITHDRAW, 2),
            counted("ada", VoteVerdict.WITHDRAW, 2, 2));
    var approval = present(view.approval());
    assertEquals(List.of(), approval.voters());
    assertTrue(approval.of("ada").isEmpty());
    assertEquals(2, approval.votes().size());
  }

  @Test
  void aNewBallotVoidsTheVotesOnTheOneBefore() {
    var changed = List.of(new Drift("instance_class", "a", "b"));
    var view =
        after(
            question(1, null),
            vote("ada", VoteVerdict.APPROVE, 1),
            counted("ada", VoteVerdict.APPROVE, 1, 1),
            question(2, changed));
    var approval = present(view.approval());
    assertEquals(OperationState.APPROVAL_REQUIRED, view.state());
    assertEquals(2, approval.round());
    assertEquals(changed, approval.changed());
    assertEquals(List.of(), approval.voters());
    assertEquals(List.of(new Need("DBA", 2)), approval.missing());
    assertEquals(false, approval.votes().getFirst().counted());
    assertTrue(present(approval.votes().getFirst().refused()).contains("has changed"));
  }

  @Test
  void theLastNeededVoteLeavesNobodyMissing() {
    var view =
        after(
            question(1, null),
            vote("ada", VoteVerdict.APPROVE, 1),
            counted("ada", VoteVerdict.APPROVE, 1, 0),
            APPROVED);
    assertEquals(OperationState.APPROVED, view.state());
    assertEquals(List.of(), present(view.approval()).missing());
    assertEquals(view, Json.read(Json.text(view), OperationView.class));
  }

  @Test
  void ofManyChangesOfMindTheVotesThatStandAreShownAndAllAreCounted() {
    var view = after(question(1, null), vote("ada", VoteVerdict.APPROVE, 1));
    for (var second = 2; second < 102; second++) {
      var verdict = second % 2 == 0 ? VoteVerdict.APPROVE : VoteVerdict.WITHDRAW;
      view = Evolution.evolve(view, event(vote("ben", verdict, second), second));
      view = Evolution.evolve(view, event(counted("ben", verdict, second, 1), second));
    }
    var approval = present(view.approval());

    assertEquals(50, approval.votes().size());
    assertEquals(101, present(approval.votesTotal()));
    assertEquals("ada", approval.votes().getFirst().voter());
    assertEquals(List.of("ada"), approval.voters());
    assertEquals(VoteVerdict.WITHDRAW, approval.votes().getLast().verdict());
    assertEquals(T0.plusSeconds(101), approval.votes().getLast().votedAt());
    assertEquals(view, Json.read(Json.text(view), OperationView.class));
    // Asked again, the total goes on.
    var again = present(Evolution.evolve(view, event(question(2, List.of()), 200)).approval());
    assertEquals(101, present(again.votesTotal()));
  }

  private static ApprovalRequired question(int round, @Nullable List<Drift> changed) {
    var ballot =
        new Ballot(
            ID,
            round,
            "request",
            KEY,
            "arn",
            "db.t4g.medium",
            TEST,
            List.of(new Need("DBA", 2)),
            List.of("q@1"),
            "v");
    return new ApprovalRequired(
        ID, ballot, ballot.hash(), List.of("Two DBAs"), T0.plusSeconds(60), 3600, changed);
  }

  private static ApprovalVoted vote(String person, VoteVerdict verdict, int second) {
    var voter = new Requester(person, null, List.of("DBA"));
    return new ApprovalVoted(ID, KEY, "hash", verdict, null, voter, T0.plusSeconds(second), null);
  }

  private static VoteCounted counted(String person, VoteVerdict verdict, int second, int missing) {
    var needs = missing == 0 ? List.<Need>of() : List.of(new Need("DBA", missing));
    return new VoteCounted(ID, "hash", person, null, verdict, null, T0.plusSeconds(second), needs);
  }

  @Test
  void whatWasHeldAndHasToBeAgreedToAnewWaitsForVotes() {
    var until = T0.plusSeconds(500);
    var held = new OperationHeld(ID, "frozen", "Wait.", until, TEST, List.of("freeze: x"), "v");
    var again = after(question(1, null), held, question(2, List.of()));
    assertEquals(OperationState.APPROVAL_REQUIRED, again.state());
    assertNull(present(again.decision()).hold());
    assertEquals(2, present(again.approval()).round());
    // An earlier question, told again, changes nothing.
    assertEquals(OperationState.HELD, after(question(2, null), held, question(2, null)).state());
    assertEquals(OperationState.APPROVAL_REQUIRED, after(held, question(1, null)).state());
    assertEquals(OperationState.APPROVED, after(held, APPROVED, question(1, null)).state());
  }

  @Test
  void aLateCompletionIsShownAndTheTimeOutIsNotHidden() {
    var late =
        new OperationCompletedLate(
            ID, Map.of("status", "available"), List.of(), 400, T0.plusSeconds(400));

    var view = after(APPROVED, STARTED, TIMED_OUT, late);

    assertEquals(OperationState.TIMED_OUT, view.state());
    var outcome = present(view.outcome());
    assertEquals(true, outcome.success());
    assertEquals(T0.plusSeconds(400), outcome.late());
  }

  @Test
  void whatIsUnknownStaysUnknownUntilAPersonResolvesIt() {
    var unknown = after(APPROVED, STARTED, INDETERMINATE);
    assertNull(present(unknown.outcome()).success());

    var resolved =
        Evolution.evolve(
            unknown, event(new OperationResolved(ID, "did-not-happen", "ben", "logs"), 9));

    assertEquals(OperationState.INDETERMINATE, resolved.state());
    assertEquals(false, present(resolved.outcome()).success());
    var resolution = present(resolved.resolution());
    assertEquals("ben", resolution.requestedBy());
    assertEquals("logs", resolution.comment());
    assertEquals(present(unknown.outcome()).sight(), present(resolved.outcome()).sight());
  }

  @Test
  void aFailureCarriesItsFault() {
    var fault =
        new Fault("wrong-state", "InvalidDBInstanceState", "req", "It is not available.", "Wait.");

    var view = after(APPROVED, new OperationFailed(ID, fault, Map.of(), List.of(), 3));

    assertEquals(fault, present(view.outcome()).fault());
    assertEquals("Wait.", present(view.outcome()).nextStep());
  }

  @Test
  void theWishToCancelIsShownWithItsAnswer() {
    var asked = new CancelRequested(ID, KEY, "oops", ADA);

    var refused = after(APPROVED, asked, new CancelRefused(ID, "not-yours", "Not yours."));
    var granted =
        after(
            APPROVED,
            asked,
            new CancelApproved(ID, new Envelope("t", "", List.of()), "ada", "oops"),
            new OperationCancelled(ID, "ada", "Stopped."));

    assertEquals("Not yours.", present(refused.cancel()).refused());
    assertEquals(OperationState.APPROVED, refused.state());
    assertEquals(true, present(granted.cancel()).granted());
    assertEquals(OperationState.CANCELLED, granted.state());
  }

  @Test
  void aCancelThatWasGrantedIsNotTakenBackByAnotherThatIsRefused() {
    var asked = new CancelRequested(ID, KEY, "oops", ADA);
    var other = new CancelRequested(ID, KEY, "me too", BEN);
    var yes = new CancelApproved(ID, new Envelope("t", "", List.of()), "ada", "oops");
    var no = new CancelRefused(ID, "already-cancelled", "It is cancelled.");

    var granted = present(after(APPROVED, asked, yes).cancel());
    assertEquals(granted, after(APPROVED, asked, yes, no).cancel());
    assertEquals(granted, after(APPROVED, asked, yes, other, no).cancel());
    var stopped = new OperationCancelled(ID, "ada", "Stopped.");
    assertEquals("stopped", present(after(asked, stopped, yes, other, no).cancel()).effect());
  }

  @Test
  void aResolutionThatWasGrantedIsNotTakenBackByAnotherThatIsRefused() {
    var asked = new ResolutionRequested(ID, KEY, "happened", "logs", "e1", ADA, null);
    var other = new ResolutionRequested(ID, KEY, "did-not-happen", "?", "e1", BEN, null);
    var yes =
        new ResolutionApproved(ID, new Envelope("t", "", List.of()), "happened", "ada", "logs");
    var no = new ResolutionRefused(ID, "not-yours-to-resolve", "Not yours.");
    var resolved = new OperationResolved(ID, "happened", "ada", "logs");

    var granted = present(after(INDETERMINATE, asked, yes).resolution());
    assertEquals(true, granted.granted());
    assertEquals(granted, after(INDETERMINATE, asked, yes, no).resolution());
    assertEquals(granted, after(INDETERMINATE, asked, yes, other, no).resolution());
    var onRecord = after(INDETERMINATE, asked, resolved);
    assertEquals(onRecord.resolution(), after(INDETERMINATE, asked, resolved, no).resolution());
    assertEquals(
        onRecord.resolution(), after(INDETERMINATE, asked, resolved, other, no).resolution());
  }

  @Test
  void onlyWhatNobodyKnowsAndNobodyIsAskedAboutIsToBeResolved() {
    var asked = new ResolutionRequested(ID, KEY, "happened", "logs", "e1", ADA, null);
    var no = new ResolutionRefused(ID, "not-yours-to-resolve", "Not yours.");
    var resolved = new OperationResolved(ID, "happened", "ben", "logs");

    assertTrue(after(INDETERMINATE).toBeResolved());
    assertTrue(after(INDETERMINATE, asked, no).toBeResolved());
    assertFalse(after(INDETERMINATE, asked).toBeResolved());
    assertFalse(after(INDETERMINATE, asked, no, resolved).toBeResolved());
    assertFalse(after(INDETERMINATE, resolved).toBeResolved());
    assertFalse(after(SUCCEEDED).toBeResolved());
  }

  @Test
  void whatHasEndedShowsNoProgress() {
    for (var end : List.of(SUCCEEDED, TIMED_OUT, INDETERMINATE)) {
      assertNull(present(after(APPROVED, STARTED, PROGRESSED, end).work()).progress());
    }
    assertNull(present(after(SUCCEEDED, STARTED, PROGRESSED).work()).progress());
  }

  @Test
  void aCancelThatCameTooLateSaysSoAndIsNotProgress() {
    var asked = new CancelRequested(ID, KEY, "oops", ADA);
    var granted = new CancelApproved(ID, new Envelope("t", "", List.of()), "ada", "oops");
    var tooLate = new OperationProgressed(ID, "cancelling", null, "It cannot be taken back.");

    var running = after(APPROVED, STARTED, PROGRESSED, asked, granted, tooLate);
    assertEquals("too-late", present(running.cancel()).effect());
    assertEquals("confirming", present(present(running.work()).progress()).phase());

    var ended = after(APPROVED, STARTED, asked, SUCCEEDED, granted);
    assertEquals("too-late", present(ended.cancel()).effect());
    var stopped = new OperationCancelled(ID, "ada", "Stopped.");
    assertEquals("stopped", present(after(asked, granted, stopped).cancel()).effect());
    assertEquals("stopped", present(after(asked, stopped, granted).cancel()).effect());
    assertNull(present(after(asked, granted).cancel()).effect());
    var refused = after(APPROVED, asked, new CancelRefused(ID, "no", "No."), SUCCEEDED);
    assertNull(present(refused.cancel()).effect());
  }

  @Test
  void whatIsScheduledShowsWhen() {
    var view = after(APPROVED, new OperationScheduled(ID, T0.plusSeconds(900)));

    assertEquals(OperationState.SCHEDULED, view.state());
    assertEquals(T0.plusSeconds(900), present(view.work()).notBefore());
  }

  @Test
  void aViewIsTheSameAfterAWayThroughJson() {
    for (var view :
        List.of(
            REQUESTED, after(APPROVED, QUEUED, STARTED, PROGRESSED, SUCCEEDED), after(QUEUED))) {
      assertEquals(view, Json.read(Json.text(view), OperationView.class));
    }
  }

  private static OperationView after(EventData... events) {
    var view = REQUESTED;
    for (var i = 0; i < events.length; i++) {
      view = Evolution.evolve(view, event(events[i], 1));
    }
    return view;
  }

  private static Event event(EventData data, int second) {
    return new Event(
        "e" + second,
        "/x",
        T0.plusSeconds(second),
        ID,
        KEY.toString(),
        1,
        new Trace("corr", null, null),
        data);
  }

  /** A random order that keeps each topic's own. */
  private static List<EventData> interleaved(
      List<EventData> some, List<EventData> others, Random random) {
    var mixed = new ArrayList<EventData>();
    var left = new ArrayList<>(some);
    var right = new ArrayList<>(others);
    while (!left.isEmpty() || !right.isEmpty()) {
      var from = right.isEmpty() || !left.isEmpty() && random.nextBoolean() ? left : right;
      mixed.add(from.removeFirst());
    }
    return mixed;
  }

  private static <T> T present(@org.jspecify.annotations.Nullable T value) {
    return java.util.Objects.requireNonNull(value);
  }
}
