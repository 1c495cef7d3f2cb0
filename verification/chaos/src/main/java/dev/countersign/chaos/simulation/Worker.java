package dev.countersign.chaos.simulation;

import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.CallUnanswered;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Command.Observed;
import dev.countersign.executor.core.Command.PreflightDelayed;
import dev.countersign.executor.core.Command.PreflightPassed;
import dev.countersign.executor.core.Command.PreflightRefused;
import dev.countersign.executor.core.Command.Probed;
import dev.countersign.executor.core.Command.RecordIntent;
import dev.countersign.executor.core.Command.TimePassed;
import dev.countersign.executor.core.Decision;
import dev.countersign.executor.core.Effect;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Finding;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.Sighting;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Check;
import dev.countersign.executor.operations.Preflight;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.SightEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One process of the executor: the shell of {@code execution/}, step for step, with every step a
 * place to die or to be stopped for a while.
 */
final class Worker {
  private static final Duration RENEW = Duration.ofSeconds(15);
  private static final Duration SCAN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration SESSION = Duration.ofSeconds(900);
  private static final Duration ROUND_TRIP = Duration.ofSeconds(2);
  private static final int DOUBLINGS = 10;

  private final World world;
  private final String owner;
  private final Map<String, Run> runs = new HashMap<>();
  private final Set<String> orphans = new HashSet<>();
  private Instant frozenUntil;
  private boolean dead;

  Worker(World world, String owner) {
    this.world = world;
    this.owner = owner;
    this.frozenUntil = world.timeline.now();
    world.records.renew(owner);
    renew();
    scan();
  }

  /**
   * Does something at some time, unless it dies before; a stopped process does it when it goes on.
   */
  void later(Duration pause, Runnable action) {
    world.timeline.in(pause, () -> execute(action));
  }

  private void execute(Runnable action) {
    if (dead) {
      return;
    }
    if (world.timeline.now().isBefore(frozenUntil)) {
      later(Duration.between(world.timeline.now(), frozenUntil).plusMillis(1), action);
      return;
    }
    if (world.chance.strikes(0.004)) {
      die();
      return;
    }
    if (world.chance.strikes(0.004)) {
      var pause = Duration.ofSeconds(5 + world.chance.below(1200));
      world.trace(owner + " is stopped for " + pause);
      frozenUntil = world.timeline.now().plus(pause);
      later(pause.plusMillis(1), action);
      return;
    }
    action.run();
  }

  private void die() {
    world.trace(owner + " dies");
    dead = true;
    world.died();
  }

  private void renew() {
    world.records.renew(owner);
    later(RENEW, this::renew);
  }

  private void scan() {
    var asked = Set.copyOf(orphans);
    world.records.claimDue(owner, asked).forEach(this::take);
    orphans.removeAll(asked);
    later(SCAN, this::scan);
  }

  void claimNext(String instance) {
    world.records.claimNext(owner, instance).forEach(this::take);
  }

  private void take(Row row) {
    var known = runs.get(row.id());
    if (known != null) {
      known.gone = true;
    }
    var run = new Run(row);
    world.trace(owner + " takes " + run.id() + " fence " + run.fence + " in " + name(run.state));
    runs.put(run.id(), run);
    orphans.remove(run.id());
    if (row.cancel != null) {
      tell(run, row.cancel);
    }
    tell(run, new Claim());
  }

  private void release(Run run) {
    run.gone = true;
    runs.remove(run.id(), run);
  }

  private void doubt(Run run) {
    release(run);
    orphans.add(run.id());
  }

  void cancel(String operationId, Command.Cancel cancel) {
    var run = runs.get(operationId);
    if (run != null) {
      tell(run, cancel);
    }
  }

  private void tell(Run run, Command command) {
    run.mailbox.add(command);
    advance(run);
  }

  private void advance(Run run) {
    while (!run.saving && !run.gone && !dead) {
      var command = run.mailbox.poll();
      if (command == null) {
        return;
      }
      step(run, command);
    }
  }

  private void step(Run run, Command command) {
    if (command instanceof Command.Cancel && aware(run)) {
      return;
    }
    var decision = Lifecycle.decide(run.state, command, world.timeline.now());
    var next = Evolution.evolve(run.state, decision);
    world.trace(owner + ": " + run.id() + " " + name(command) + " -> " + name(next));
    if (!decision.durable()) {
      run.state = next;
      perform(run, decision);
      return;
    }
    if (callsFirst(decision)) {
      run.state = next;
      call(run);
    }
    run.saving = true;
    // Between deciding and committing, and between committing and hearing of it, anything may
    // happen.
    later(world.latency(), () -> save(run, next, decision));
  }

  private boolean callsFirst(Decision decision) {
    return world.plant == Plant.INTENT_AFTER_CALL
        && decision.effects().stream().anyMatch(Effect.Call.class::isInstance);
  }

  private static boolean aware(Run run) {
    var attempt = Evolution.attemptOf(run.state);
    return run.state instanceof State.Watching
        || (attempt != null && attempt.cancelledBy() != null);
  }

  private void save(Run run, State next, Decision decision) {
    if (world.chance.strikes(0.01)) {
      world.trace(owner + ": the database cannot be reached for " + run.id());
      doubt(run);
      return;
    }
    var stored = world.records.save(run, next, decision);
    if (world.chance.strikes(0.01)) {
      world.trace(owner + ": the database's answer is lost for " + run.id());
      doubt(run);
      return;
    }
    later(world.latency(), () -> saved(run, next, decision, stored));
  }

  private void saved(Run run, State next, Decision decision, boolean stored) {
    run.saving = false;
    if (run.gone) {
      return;
    }
    if (!stored) {
      release(run);
      var row = world.records.row(run.id());
      if (row.cancel != null && row.fence == run.fence) {
        orphans.add(run.id());
      }
      return;
    }
    if (callsFirst(decision)) {
      run.version++;
      advance(run);
      return;
    }
    run.state = next;
    run.version++;
    perform(run, decision);
    advance(run);
  }

  private void perform(Run run, Decision decision) {
    for (var effect : decision.effects()) {
      switch (effect) {
        case Effect.Prepare() -> {
          var attempt = ((State.Claimed) run.state).attempts() + 1;
          later(world.latency(), () -> prepare(run, attempt));
        }
        case Effect.CommitIntent() -> run.mailbox.add(new RecordIntent(world.rds.now()));
        case Effect.Call() -> call(run);
        case Effect.Look() -> look(run, false);
        case Effect.Probe() -> probe(run);
        case Effect.WakeAt(var time) -> wake(run, time, decision.durable());
        case Effect.FreeInstance() -> {
          release(run);
          claimNext(run.order.instance().toString());
        }
      }
    }
  }

  private void prepare(Run run, int attempt) {
    if (world.chance.strikes(0.1)) {
      tell(run, new PreflightDelayed("It cannot be looked at.", world.chance.unit()));
      return;
    }
    var sight = world.rds.look(world.instance(run.order), run.order);
    var answer =
        switch (Preflight.check(run.order, sight)) {
          case Check.Wait(var reason) -> new PreflightDelayed(reason, world.chance.unit());
          case Check.Refuse(var why) ->
              new PreflightRefused(why, SightEvidence.of(run.order, sight));
          case Check.Clear(var baseline) -> {
            var name = run.id() + '-' + attempt;
            run.session =
                new Session(
                    run.id(), name, world.rds.now().plus(SESSION), run.state.terms().expiresAt());
            yield new PreflightPassed(name, run.session.expires(), baseline);
          }
        };
    later(world.latency(), () -> tell(run, answer));
  }

  private void call(Run run) {
    var session = run.session;
    run.looks = 0;
    run.calmSince = null;
    if (session == null) {
      throw new IllegalStateException("an intent without a session: " + run.id());
    }
    later(world.latency(), () -> send(run, session, world.plant == Plant.SDK_RETRIES ? 3 : 1));
  }

  /** On the wire the call lives on, whatever becomes of the process that sent it. */
  private void send(Run run, Session session, int tries) {
    if (world.chance.strikes(0.03)) {
      world.trace(run.id() + ": the call is lost on its way");
      unanswered(run, session, tries);
      return;
    }
    var way =
        world.chance.strikes(0.02) ? Duration.ofSeconds(world.chance.below(1000)) : world.latency();
    world.timeline.in(way, () -> arrive(run, session, tries));
  }

  private void arrive(Run run, Session session, int tries) {
    var call = run.operation().call(run.order);
    var answer = world.rds.call(session, call, world.instance(run.order));
    world.trace(session.name() + " arrives at RDS: " + name(answer));
    if (answer instanceof CallUnanswered || world.chance.strikes(0.06)) {
      unanswered(run, session, tries);
    } else {
      later(world.latency(), () -> tell(run, answer));
    }
  }

  private void unanswered(Run run, Session session, int tries) {
    later(
        ROUND_TRIP,
        () -> {
          if (tries > 1) {
            send(run, session, tries - 1);
          } else if (world.plant == Plant.BLIND_RESEND && world.chance.one(0.5)) {
            send(run, session, 1);
          } else {
            tell(run, new CallUnanswered("the connection failed before an answer came"));
          }
        });
  }

  private void probe(Run run) {
    if (world.plant == Plant.EXECUTION_LOST) {
      release(run);
      world.records.row(run.id()).ended = true;
      return;
    }
    look(run, true);
  }

  private void look(Run run, boolean probe) {
    var pause = run.looks++ == 0 ? Duration.ZERO : pause(run);
    later(
        pause.plus(world.latency()),
        () -> {
          if (!run.gone) {
            tell(run, world.chance.strikes(0.1) ? new TimePassed() : seen(run, probe));
          }
        });
  }

  private Command seen(Run run, boolean probe) {
    var sight = world.rds.look(world.instance(run.order), run.order);
    if (probe) {
      return probed(run, sight);
    }
    if (world.plant == Plant.ACCEPTED_IS_DONE) {
      return new Observed(new Sighting.Done(Map.of(), List.of()));
    }
    return new Observed(judged(run, sight));
  }

  /** As the sweep does it: events are read only where nothing can be told without them. */
  private static Sighting judged(Run run, Sight sight) {
    var eventless =
        new Sight(sight.instance(), sight.snapshot(), sight.details(), List.of(), sight.seenAt());
    var settled = run.operation().settledWithoutEvents(run.order, run.attempt(), eventless);
    var seen = (settled ? eventless : sight).after(run.calmSince);
    run.calmSince = seen.calmSince();
    return run.operation().look(run.order, run.attempt(), seen);
  }

  private Command probed(Run run, Sight sight) {
    var finding = run.operation().probe(run.order, run.attempt(), sight);
    if (world.plant == Plant.CREDENTIALS_FORGOTTEN
        && finding == Finding.ABSENT
        && run.state instanceof State.Unknown(var terms, var attempt, var reason)) {
      var over = attempt.sessionExpires().minus(SESSION).minus(terms.settle());
      run.state =
          new State.Unknown(
              terms,
              new dev.countersign.executor.core.Attempt(
                  attempt.number(),
                  attempt.sessionName(),
                  over,
                  attempt.intendedAt(),
                  attempt.baseline(),
                  attempt.cancelledBy()),
              reason);
    }
    return new Probed(finding, SightEvidence.of(run.order, sight), world.rds.now());
  }

  private Duration pause(Run run) {
    var doubled = Duration.ofMillis(50).multipliedBy(1L << Math.min(run.looks, DOUBLINGS));
    return doubled.compareTo(POLL) < 0 ? doubled : POLL;
  }

  private void wake(Run run, Instant time, boolean stored) {
    var pause = Duration.between(world.timeline.now(), time).plusMillis(5);
    var positive = pause.isNegative() ? Duration.ZERO : pause;
    if (stored) {
      release(run);
      later(positive, () -> claimNext(run.order.instance().toString()));
    } else {
      later(positive, () -> tell(run, new Claim()));
    }
  }

  static String name(Object thing) {
    return thing instanceof Command.Probed(var finding, var _, var _)
        ? "Probed " + finding
        : thing instanceof Command.CallRefused refused
            ? "CallRefused " + refused.fault().code()
            : thing.getClass().getSimpleName();
  }
}
