package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.SimulatedLoop;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Shell;
import dev.countersign.executor.execution.SignedOrders;
import dev.countersign.executor.execution.SignedOrders.Patience;
import dev.countersign.executor.execution.Worker;
import dev.countersign.executor.intake.Inspection;
import dev.countersign.executor.pace.Replicas;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One process of the executor: its own shell, on a thread that may stop or end at any time. */
final class Process {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(1200);
  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final Duration WATCH_FOR = Duration.ofMinutes(20);
  private static final Duration REMEMBERED = Duration.ofDays(35);

  final SimulatedLoop loop;
  final DatabaseClock clock;
  private final World world;
  private final String name;
  private final SignedOrders orders;
  private final Inspection inspection;
  private final Worker worker;

  Process(World world, String name) {
    this.world = world;
    this.name = name;
    this.loop = new SimulatedLoop(world.timeline, world.chance);
    // Its machine's clock counts only until the database has said what time it is.
    var off = world.chance.rarelyUpTo(Duration.ofMinutes(2));
    var machine = world.timeline.time().plus(world.chance.one(0.5) ? off : off.negated());
    this.clock = new DatabaseClock(machine, world.timeline::now);
    this.orders =
        new SignedOrders(
            world.policy::keys, world.catalogue, new Patience(SETTLE, WATCH_FOR, Map.of()));
    this.inspection =
        new Inspection(world.policy::keys, place -> true, world.catalogue, REMEMBERED);
    var settings =
        new Shell.Settings(
            name, world.lease, world.pollInterval, place -> world.limits, world.chance::unit);
    var shell =
        new Shell(
            world.plant.loop(loop),
            new NotedRecords(world.plant.records(new WiredRecords(world, this), world), world),
            world.plant.cloud(new SimulatedCloud(world, this)),
            new Witness(world, name),
            clock,
            orders,
            settings);
    this.worker = new Worker(shell, new Replicas(world.lease, world.timeline::now));
    var _ = worker.start();
  }

  /** Here it may die, or be stopped, with this probability. */
  void peril(double probability) {
    if (loop.isDead()) {
      return;
    }
    if (world.chance.strikes(probability)) {
      world.trace(name + " dies");
      loop.die();
      world.replace();
    } else if (world.chance.strikes(probability)) {
      var time = Duration.ofSeconds(5).plus(world.chance.upTo(LONGEST_STOP));
      world.trace(name + " is stopped for " + time);
      loop.stopFor(time);
    }
  }

  /** Ends as a supervisor has it end: what is under way is finished, and the lease given up. */
  void endInOrder() {
    world.trace(name + " ends");
    worker
        .stop()
        .whenComplete((_, _) -> {
          if (!loop.isDead()) {
            loop.die();
            world.replace();
          }
        });
  }

  /** The bus hands over a decision, and wants to know whether that was handled for good. */
  void deliver(Event decision, Runnable acknowledge) {
    loop.beside(() -> {
      peril(0.01);
      if (!loop.isDead()) {
        handle(decision, acknowledge);
      }
    });
  }

  private void handle(Event decision, Runnable acknowledge) {
    switch (decision.data()) {
      case OperationApproved approved -> approved(decision, approved, acknowledge);
      case CancelApproved approved -> cancelled(decision, approved, acknowledge);
      default -> throw new IllegalArgumentException("policy does not say this here");
    }
  }

  private void approved(Event decision, OperationApproved approved, Runnable acknowledge) {
    switch (inspection.approval(approved, decision.partitionKey(), clock.instant())) {
      case Inspection.Result.Good(var approval, var keys) -> {
        var stored = Stored.entering(decision, orders.of(approval, keys), clock.instant());
        var begin = worker.expect(stored);
        hop(
            () ->
                world.plant.enter(
                    world.records,
                    decision.id(),
                    worker.owner(),
                    stored,
                    Json.text(approved.envelope())),
            entered ->
                entered.ifPresent(one -> {
                  if (one.holds()) {
                    begin.run();
                  } else {
                    worker.poke(decision.partitionKey());
                  }
                }),
            acknowledge);
      }
      case Inspection.Result.Bad(var fault) ->
          hop(
              () -> {
                world.records.turnAway(decision, approved, fault);
                return true;
              },
              done -> {},
              acknowledge);
      case Inspection.Result.Forgotten() -> acknowledge.run();
    }
  }

  private void cancelled(Event decision, CancelApproved approved, Runnable acknowledge) {
    var cancellation = inspection.cancellation(approved, decision.partitionKey()).orElseThrow();
    var cancel = new Cancel(cancellation.cancelledBy(), cancellation.reason());
    hop(
        () -> world.records.cancel(decision.id(), decision.subject(), cancel),
        held -> {
          if (held) {
            worker.cancel(decision.subject(), cancel);
          } else {
            worker.poke(decision.partitionKey());
          }
        },
        acknowledge);
  }

  /** A transaction, what follows from its commit, and the acknowledgement. */
  private <T> void hop(Supplier<T> transaction, Consumer<T> committed, Runnable acknowledge) {
    world
        .wire
        .ask(loop, transaction)
        .thenAccept(result -> {
          peril(0.01);
          if (!loop.isDead()) {
            acknowledge.run();
            committed.accept(result);
          }
        });
  }
}
