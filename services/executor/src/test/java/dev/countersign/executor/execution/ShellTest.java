package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.Approvals;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.SignedOrders.Patience;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell, state by state, on a clock that the test turns. */
class ShellTest {
  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final Duration SESSION = Duration.ofSeconds(900);
  private static final String WANTED = "13:00-14:00";

  private final Instant start = Instant.now();
  private final ManualLoop loop = new ManualLoop();
  private final DatabaseClock clock = new DatabaseClock(start, loop::nanos);
  private final MemoryRecords records = new MemoryRecords(clock);
  private final ScriptedCloud cloud = new ScriptedCloud(clock);
  private final List<String> seen = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<String> waits = new ArrayList<>();
  private final SignedOrders orders =
      new SignedOrders(
          () -> Map.of(SigningKeys.keyId(Approvals.publicKey()), Approvals.publicKey()),
          OperationCatalogue.load(),
          new Patience(SETTLE, Duration.ofHours(1), Map.of()));
  private final Worker worker = process("one");

  private Worker process(String owner) {
    var settings =
        new Shell.Settings(owner, LEASE, Duration.ofSeconds(30), place -> Limits.NONE, () -> 0.5);
    var shell = new Shell(loop, records, cloud, new Seen(), clock, orders, settings);
    var process = new Worker(shell, new Replicas(LEASE, loop::nanos));
    process.start();
    loop.pass(A_MOMENT);
    return process;
  }

  @AfterEach
  void nothingElseHadToWait() {
    assertEquals(List.of(), waits);
  }

  /** What the hop of an approval does. */
  private Row approve(String window, Duration validFor) {
    var event =
        Approvals.approval(
            cloud.instance(), "modify_backup_window", Map.of("backup_window", window), validFor);
    var envelope = ((OperationApproved) event.data()).envelope();
    try {
      var keys = orders.keys();
      var approval = envelope.open(keys, Approval.class, Approval.TYPE);
      var stored = Stored.entering(event, orders.of(approval, keys), clock.instant());
      var entered =
          records.enter(event.id(), worker.owner(), stored, Json.text(envelope)).orElseThrow();
      if (entered.holds()) {
        worker.begin(stored);
      }
    } catch (Envelope.NotTrusted e) {
      throw new AssertionError(e);
    }
    loop.pass(A_MOMENT);
    return Optional.ofNullable(records.row(event.subject())).orElseThrow();
  }

  private Row approve() {
    return approve(WANTED, Duration.ofMinutes(50));
  }

  private void answer(CallAnswer answer) {
    cloud.calls.getLast().complete(answer);
    loop.pass(A_MOMENT);
  }

  private static List<String> told(Row row) {
    return row.events().stream()
        .map(event -> event.getClass().getSimpleName().replace("Operation", ""))
        .toList();
  }

  private static CallAnswer refused(Refusal refusal) {
    return new CallAnswer.Refused(refusal, new Fault("no", null, null, "No.", "Wait."));
  }

  @Test
  void theIntentIsOnRecordWhenTheCallIsMade() {
    var row = approve();

    assertEquals("intent", row.phase);
    assertEquals(List.of("Started"), told(row));
    assertEquals(1, cloud.calls.size());
  }

  @Test
  void whatIsSeenAfterTheCallIsTold() {
    var row = approve();
    answer(new CallAnswer.Accepted("request-1"));
    assertEquals("confirming", row.phase);

    cloud.window(WANTED);
    loop.pass(Duration.ofSeconds(5));

    assertEquals(List.of("Started", "Progressed", "Succeeded"), told(row));
    assertEquals(List.of("db-ONE"), seen);
    assertEquals(0, worker.inFlight());
  }

  @Test
  void aCallThatIsRefusedForGoodFails() {
    var row = approve();
    answer(refused(Refusal.FINAL));

    assertEquals(List.of("Started", "Failed"), told(row));
  }

  @Test
  void aCallThatWasThrottledIsMadeAgainAfterAWhileAndOnlyThen() {
    var row = approve();
    answer(refused(Refusal.THROTTLED));
    assertEquals("ready", row.phase);
    assertFalse(row.ended);
    assertEquals(1, cloud.calls.size());

    loop.pass(Duration.ofSeconds(2));

    assertEquals(2, cloud.calls.size());
    assertEquals("intent", row.phase);
  }

  @Test
  void aBusyInstanceIsWaitedFor() {
    cloud.status("backing-up");
    var row = approve();
    assertEquals("ready", row.phase);
    assertEquals(List.of("Progressed"), told(row));

    cloud.status("available");
    loop.pass(Duration.ofSeconds(5));

    assertEquals(1, cloud.calls.size());
  }

  @Test
  void aCallWithoutAnAnswerIsLookedForAndNotMadeAgainWhileItsCredentialsLive() {
    var row = approve();
    answer(new CallAnswer.Unanswered("nobody answered"));
    assertEquals("unknown", row.phase);

    loop.pass(SESSION.plus(SETTLE).minusSeconds(10));
    assertEquals(1, cloud.calls.size());
    assertEquals("unknown", row.phase);

    loop.pass(Duration.ofSeconds(40));
    assertEquals(2, cloud.calls.size());
  }

  @Test
  void aCallWithoutAnAnswerThatHadItsEffectSucceeds() {
    var row = approve();
    answer(new CallAnswer.Unanswered("nobody answered"));
    cloud.window(WANTED);
    loop.pass(Duration.ofSeconds(60));

    assertEquals("Succeeded", told(row).getLast());
    assertEquals(1, cloud.calls.size());
  }

  @Test
  void aCallThatNobodyEverAnswersIsLookedForAfterAMinute() {
    var row = approve();
    cloud.window(WANTED);
    loop.pass(Duration.ofSeconds(50));
    assertEquals("intent", row.phase);

    loop.pass(Duration.ofSeconds(30));

    assertEquals("Succeeded", told(row).getLast());
    assertEquals(1, cloud.calls.size());
  }

  @Test
  void aPreflightThatNobodyEverAnswersIsMadeAgain() {
    cloud.silent = true;
    var row = approve();
    loop.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), told(row));

    cloud.silent = false;
    loop.pass(Duration.ofMinutes(2));

    assertEquals("intent", row.phase);
    assertEquals(1, cloud.calls.size());
  }

  @Test
  void aLookThatNobodyEverAnswersIsMadeAgain() {
    var row = approve();
    cloud.silent = true;
    answer(new CallAnswer.Accepted("request-1"));
    loop.pass(Duration.ofMinutes(1));
    cloud.silent = false;
    cloud.window(WANTED);
    loop.pass(Duration.ofMinutes(2));

    assertEquals("Succeeded", told(row).getLast());
    assertEquals(List.of("nobody answers"), waits);
    waits.clear();
  }

  @Test
  void anIntentThatADeadProcessLeftIsTakenOverAndNotCalledAgain() {
    var row = approve();
    assertEquals("intent", row.phase);
    records.giveUp(worker.owner());

    var other = process("two");
    loop.pass(Duration.ofSeconds(5));

    assertEquals("unknown", row.phase);
    assertEquals(1, cloud.calls.size());
    assertEquals(1, other.inFlight());
    answer(new CallAnswer.Accepted("request-1"));
    assertEquals("unknown", row.phase, "the one before is not in charge any more");
  }

  @Test
  void whatTimesOutIsWatchedAndItsEndIsToldLate() {
    var row = approve();
    answer(new CallAnswer.Accepted("request-1"));
    loop.pass(Duration.ofMinutes(6));
    assertEquals("TimedOut", told(row).getLast());
    assertEquals("watching", row.phase);

    cloud.window(WANTED);
    loop.pass(Duration.ofMinutes(2));

    assertEquals("CompletedLate", told(row).getLast());
    assertEquals(1, cloud.calls.size());
  }

  @Test
  void aCancellationBeforeTheIntentIsOneAndAfterItIsANote() {
    cloud.status("backing-up");
    var row = approve();
    var before = approve("15:00-16:00", Duration.ofMinutes(50));
    records.cancel("cancelled-1", before.operationId, new Cancel("ada", null));
    assertEquals("Cancelled", told(before).getLast());

    cloud.status("available");
    loop.pass(Duration.ofSeconds(5));
    if (records.cancel("cancelled-2", row.operationId, new Cancel("ada", null))) {
      worker.cancel(row.operationId, new Cancel("ada", null));
    }
    loop.pass(A_MOMENT);

    assertEquals("intent", row.phase);
    assertEquals("Progressed", told(row).getLast());
  }

  @Test
  void whereTheClocksDisagreeNothingIsSent() {
    cloud.clockAhead(Duration.ofMinutes(5));
    var row = approve();
    loop.pass(Duration.ofMinutes(1));

    assertEquals(List.of(), cloud.calls);
    assertEquals("ready", row.phase);
  }

  @Test
  void theNextOfTheQueueBeginsWhenTheInstanceIsFree() {
    var first = approve();
    var second = approve("15:00-16:00", Duration.ofMinutes(50));
    assertEquals(List.of("Queued"), told(second));
    answer(refused(Refusal.FINAL));

    assertTrue(first.ended);
    assertEquals("intent", second.phase);
  }

  @Test
  void whatWaitsForItsTurnEndsWithItsApproval() {
    approve();
    var brief = approve("15:00-16:00", Duration.ofSeconds(30));
    var lasting = approve("17:00-18:00", Duration.ofMinutes(50));
    loop.pass(Duration.ofSeconds(40));

    assertEquals(List.of("Queued", "Failed"), told(brief));
    assertEquals(List.of("Queued"), told(lasting));
  }

  @Test
  void aRecordThatCannotBeReadEndsAndKeepsNoOtherFromBeingTakenUp() {
    approve();
    var spoilt = approve("15:00-16:00", Duration.ofMinutes(50));
    var behind = approve("17:00-18:00", Duration.ofMinutes(50));
    spoilt.state = "{}";
    answer(refused(Refusal.FINAL));
    loop.pass(Duration.ofSeconds(5));

    assertEquals("Indeterminate", told(spoilt).getLast());
    assertEquals("intent", behind.phase);
  }

  @Test
  void aBugThatIsMetInOneExecutionHasItTakenUpAgainFromWhatIsOnRecord() {
    cloud.bug = new IllegalStateException("a bug");
    var row = approve();
    assertEquals(List.of(row.operationId), broken);
    cloud.bug = null;
    loop.pass(Duration.ofSeconds(5));

    assertEquals("unknown", row.phase, "an intent is never spent twice");
    assertEquals(2, row.recorded().standing().fence());
    assertEquals(1, worker.inFlight());
  }

  @Test
  void aStopWaitsForTheCallUnderWayAndGivesUpTheRest() {
    var row = approve();
    var stopped = worker.stop();
    loop.pass(Duration.ofSeconds(1));
    assertFalse(stopped.isDone());

    answer(new CallAnswer.Accepted("request-1"));
    loop.pass(Duration.ofSeconds(1));

    assertTrue(stopped.isDone());
    var another = process("two");
    loop.pass(Duration.ofSeconds(1));
    assertEquals(1, another.inFlight());
    assertFalse(row.ended);
  }

  private final class Seen implements Observer {
    @Override
    public void decided(String operationId, Command command, State next) {}

    @Override
    public void stored(
        Order order, Trace trace, Optional<Attempt> attempt, Transition transition) {}

    @Override
    public void disbelieved(Doubtful doubtful) {}

    @Override
    public void seen(Resource resource) {
      seen.add(resource.key().id());
    }

    @Override
    public void waits(String what, Throwable fault) {
      waits.add(String.valueOf(fault.getMessage()));
    }

    @Override
    public void broke(String operationId, Trace trace, RuntimeException bug) {
      broken.add(operationId);
    }
  }
}
