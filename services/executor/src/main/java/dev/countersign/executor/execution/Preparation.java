package dev.countersign.executor.execution;

import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.PreflightDelayed;
import dev.countersign.executor.core.Command.PreflightPassed;
import dev.countersign.executor.core.Command.PreflightRefused;
import dev.countersign.executor.core.State;
import dev.countersign.executor.operations.Check;
import dev.countersign.executor.operations.Preflight;
import dev.countersign.executor.operations.Sight;
import dev.countersign.executor.operations.SightEvidence;
import dev.countersign.executor.rds.ReadFault;
import dev.countersign.executor.rds.Session;
import dev.countersign.executor.rds.Sessions;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.executor.sweep.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Before the intent: looks at the instance, and opens the session for the call. Both at once, since
 * neither is an effect and most operations need both; after a delay one after the other.
 */
@Singleton
class Preparation {
  private final Sweeper sweeper;
  private final Sessions sessions;
  private final DatabaseClock clock;

  @Inject
  Preparation(Sweeper sweeper, Sessions sessions, DatabaseClock clock) {
    this.sweeper = sweeper;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What to tell the machine, with the session where there is one. */
  record Prepared(Command command, @Nullable Session session) {}

  private record Opened(@Nullable Session session, @Nullable String why) {}

  CompletableFuture<Prepared> of(Run run) {
    var claimed = (State.Claimed) run.state;
    var target =
        new Target(
            run.order.instance(),
            run.order.identifier(),
            run.operation().wanted(run.order),
            clock.instant(),
            null);
    var look = sweeper.look(target, Duration.ZERO);
    if (claimed.delays() > 0) {
      return look.handle((sight, fault) -> judge(run, sight, fault))
          .thenCompose(judged ->
              judged instanceof PreflightPassed passed
                  ? session(run, claimed).thenApply(opened -> joined(passed, opened))
                  : CompletableFuture.completedFuture(new Prepared(judged, null)));
    }
    var session = session(run, claimed);
    return look.handle((sight, fault) -> judge(run, sight, fault))
        .thenCombine(session, Preparation::joined);
  }

  private CompletableFuture<Opened> session(Run run, State.Claimed claimed) {
    return sessions
        .forAttempt(run.order, claimed.attempts() + 1, run.operation().call(run.order))
        .handle((session, fault) ->
            fault == null ? new Opened(session, null) : new Opened(null, ReadFault.words(fault)));
  }

  private static Prepared joined(Command judged, Opened opened) {
    if (!(judged instanceof PreflightPassed passed)) {
      return new Prepared(judged, null);
    }
    var session = opened.session();
    return session == null
        ? new Prepared(
            new PreflightDelayed(
                "The role in the account cannot be assumed (" + opened.why() + "). Trying again.",
                Effects.jitter()),
            null)
        : new Prepared(
            new PreflightPassed(session.name(), session.expires(), passed.baseline()), session);
  }

  /** A passed preflight has no session yet; {@link #joined} gives it one. */
  private Command judge(Run run, @Nullable Sight sight, @Nullable Throwable fault) {
    if (sight == null) {
      var why = fault == null ? "" : ReadFault.words(fault);
      return new PreflightDelayed(
          "The instance cannot be looked at (" + why + "). Trying again.", Effects.jitter());
    }
    return switch (Preflight.check(run.order, sight)) {
      case Check.Clear(var baseline) ->
          new PreflightPassed("", clock.instant(), Map.copyOf(baseline));
      case Check.Wait(var reason) -> new PreflightDelayed(reason, Effects.jitter());
      case Check.Refuse(var why) -> new PreflightRefused(why, SightEvidence.of(sight));
    };
  }
}
