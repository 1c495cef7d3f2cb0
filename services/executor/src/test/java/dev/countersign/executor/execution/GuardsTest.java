package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.Approvals;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.SignedOrders.Patience;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.switchboard.cloud.Switchboard.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A provider that exists only here, and every way in which its first two calls can go wrong: with a
 * client token or a lock, no operation ends as indeterminate, and none has two effects.
 */
class GuardsTest {
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Map<String, Map<String, Object>> OPERATIONS =
      Map.of("ring_line", Map.of(), "set_greeting", Map.of("greeting", "hello"));

  @Test
  void whateverHappensToTheFirstTwoCallsTheOperationSucceedsOnce() {
    OPERATIONS.forEach((operation, parameters) -> {
      for (var first : SwitchboardCloud.Fate.values()) {
        for (var second : SwitchboardCloud.Fate.values()) {
          var run = new Run(List.of(first, second));
          var row = run.approve(operation, parameters);
          run.untilItEnds(row);
          var how = operation + ": " + first + ", then " + second + ": " + row.events();
          assertTrue(row.events().getLast() instanceof OperationSucceeded, how);
          assertEquals(1, run.effects().size(), how);
          assertEquals(List.of(), run.broken, how);
        }
      }
    });
  }

  @Test
  void aConflictWithSomebodyElseIsReadBackAndTheCallIsMadeForTheNewVersion() {
    for (var fate : SwitchboardCloud.Fate.values()) {
      var run = new Run(List.of(fate));
      run.cloud.beforeTheCall =
          () -> run.cloud.switchboard.put(SwitchboardCloud.LINE, "another", "somebody");
      var row = run.approve("set_greeting", Map.of("greeting", "hello"));
      run.untilItEnds(row);
      var how = fate + ": " + row.events() + ' ' + run.effects();
      assertTrue(row.events().getLast() instanceof OperationSucceeded, how);
      assertEquals(
          List.of("somebody", row.operationId),
          run.effects().stream().map(Effect::by).toList(),
          how);
    }
  }

  @Test
  void itsTextsNameItsServiceAndItsResource() {
    var run = new Run(List.of(SwitchboardCloud.Fate.LOST_ON_ITS_WAY));
    var row = run.approve("ring_line", Map.of());
    run.untilItEnds(row);
    var told = row.events().toString();
    assertTrue(told.contains("The answer of the switchboard was lost"), told);
    assertTrue(!told.contains("RDS"), told);
  }

  @Test
  void aRepetitionThatComesTooLateIsNotToldAsTheApprovalsEnd() {
    var run =
        new Run(
            List.of(SwitchboardCloud.Fate.LOST_ON_ITS_WAY, SwitchboardCloud.Fate.NOT_SENT_IN_TIME));
    // Longer than the switchboard remembers a token.
    var row = run.approve("ring_line", Map.of(), Duration.ofHours(48));
    run.untilItEnds(row);
    var told = row.events().toString();
    assertTrue(told.contains("recognizes the same call again"), told);
    assertTrue(!told.contains("approval expired"), told);
  }

  /** One line, one database, and processes that die. */
  private static final class Run {
    final ManualLoop loop = new ManualLoop();
    final DatabaseClock clock = new DatabaseClock(Instant.now(), loop::nanos);
    final MemoryRecords records = new MemoryRecords(clock);
    final SwitchboardCloud cloud;
    final List<String> broken = new ArrayList<>();
    final SignedOrders orders =
        new SignedOrders(
            () -> Map.of(SigningKeys.keyId(Approvals.publicKey()), Approvals.publicKey()),
            OperationCatalogue.load(),
            new Patience(Duration.ofSeconds(60), Duration.ofHours(1), Map.of()));
    private Mortal alive = new Mortal(loop);
    private Worker worker;
    private int processes;

    Run(List<SwitchboardCloud.Fate> fates) {
      this.cloud = new SwitchboardCloud(loop, clock, fates, () -> alive.dead = true);
      this.worker = process();
    }

    List<Effect> effects() {
      return cloud.switchboard.effectsOn(SwitchboardCloud.LINE);
    }

    private Worker process() {
      alive = new Mortal(loop);
      var settings =
          new Shell.Settings(
              "process-" + processes++,
              LEASE,
              Duration.ofSeconds(30),
              place -> Limits.NONE,
              () -> 0.5);
      var shell = new Shell(alive, records, cloud, new BrokenOnly(broken), clock, orders, settings);
      var process = new Worker(shell, new Replicas(LEASE, loop::nanos));
      process.start();
      loop.pass(Duration.ofMillis(100));
      return process;
    }

    Row approve(String operation, Map<String, Object> parameters) {
      return approve(operation, parameters, Duration.ofMinutes(50));
    }

    Row approve(String operation, Map<String, Object> parameters, Duration validFor) {
      var event = Approvals.approval(cloud.line(), operation, parameters, validFor);
      var envelope = ((OperationApproved) event.data()).envelope();
      try {
        var keys = orders.keys();
        var approval = envelope.open(keys, Approval.class, Approval.TYPE);
        var stored = Stored.entering(event, orders.of(approval, keys), clock.instant());
        assertTrue(
            records.enter(event.id(), worker.owner(), stored, Json.text(envelope)).isPresent());
        worker.begin(stored);
      } catch (Envelope.NotTrusted e) {
        throw new AssertionError(e);
      }
      loop.pass(Duration.ofMillis(100));
      return Objects.requireNonNull(records.row(event.subject()));
    }

    /** Whoever dies is followed by another, which takes over when the lease has run out. */
    void untilItEnds(Row row) {
      for (var minute = 0; minute < 40 && !row.ended; minute++) {
        if (alive.dead) {
          worker = process();
        }
        loop.pass(Duration.ofMinutes(1));
      }
      assertTrue(row.ended, () -> row.phase + ' ' + row.events());
      assertTrue(row.events().stream().filter(StatusEvent.Terminal.class::isInstance).count() == 1);
    }
  }

  /** A loop on which nothing happens any more once its process is dead. */
  private static final class Mortal implements Loop {
    private final ManualLoop loop;
    boolean dead;

    Mortal(ManualLoop loop) {
      this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
      loop.execute(() -> whileAlive(task));
    }

    @Override
    public void after(Duration pause, Runnable task) {
      loop.after(pause, () -> whileAlive(task));
    }

    private void whileAlive(Runnable task) {
      if (!dead) {
        task.run();
      }
    }

    @Override
    public long nanos() {
      return loop.nanos();
    }
  }
}
