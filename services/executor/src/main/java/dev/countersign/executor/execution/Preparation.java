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
import dev.countersign.executor.rds.AwsTime;
import dev.countersign.executor.rds.ReadFault;
import dev.countersign.executor.rds.Session;
import dev.countersign.executor.rds.Sessions;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.executor.sweep.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Before the intent: looks at the instance, verifies the approval again, and opens the session for
 * the call. All at once, since none of it is an effect and most operations need all; after a delay
 * the session comes last.
 */
@Singleton
class Preparation {
  private final Sweeper sweeper;
  private final Sessions sessions;
  private final Countersignature countersignature;
  private final AwsTime awsTime;
  private final DatabaseClock clock;

  @Inject
  Preparation(
      Sweeper sweeper,
      Sessions sessions,
      Countersignature countersignature,
      AwsTime awsTime,
      DatabaseClock clock) {
    this.sweeper = sweeper;
    this.sessions = sessions;
    this.countersignature = countersignature;
    this.awsTime = awsTime;
    this.clock = clock;
  }

  /** What to tell the machine, with the session where there is one. */
  record Prepared(Command command, @Nullable Session session) {}

  private record Opened(@Nullable Session session, @Nullable String why) {}

  /**
   * A first attempt's session, opened while its execution is being put on record: should that not
   * come about, it is never used. Nothing is looked at so early: another replica's operation may
   * just be ending on this instance, and what it brought about would be taken for this one's.
   */
  static final class HeadStart {
    private static final long USABLE = Duration.ofSeconds(1).toNanos();
    private final CompletableFuture<Opened> session;
    private final long begun = System.nanoTime();

    private HeadStart(CompletableFuture<Opened> session) {
      this.session = session;
    }

    private boolean usable(State.Claimed claimed) {
      return claimed.attempts() + claimed.delays() == 0 && System.nanoTime() - begun < USABLE;
    }
  }

  /** Opens the session of a first attempt. */
  HeadStart ahead(Run run) {
    return new HeadStart(session(run, 1));
  }

  CompletableFuture<Prepared> of(Run run) {
    var claimed = (State.Claimed) run.state;
    var target =
        new Target(
            run.order.instance(),
            run.order.identifier(),
            run.operation().wanted(run.order),
            clock.instant(),
            null);
    var judging =
        sweeper
            .look(target, Duration.ZERO)
            .handle((sight, fault) -> judge(run, sight, fault))
            .thenCombine(believed(run), Preparation::both);
    if (claimed.delays() > 0) {
      return judging.thenCompose(judged ->
          judged instanceof PreflightPassed passed
              ? session(run, claimed.attempts() + 1).thenApply(opened -> joined(passed, opened))
              : CompletableFuture.completedFuture(new Prepared(judged, null)));
    }
    return judging.thenCombine(sessionAtOnce(run, claimed), Preparation::joined);
  }

  private CompletableFuture<Opened> sessionAtOnce(Run run, State.Claimed claimed) {
    var ahead = run.ahead;
    run.ahead = null;
    return ahead != null && ahead.usable(claimed)
        ? ahead.session
        : session(run, claimed.attempts() + 1);
  }

  /** What stands in the way of believing the approval; empty when nothing does. */
  private CompletableFuture<Optional<Command>> believed(Run run) {
    return countersignature
        .doubts(run)
        .handle((doubts, fault) ->
            doubts == null
                ? Optional.of(
                    new PreflightDelayed(
                        "The approval could not be read again. Trying again.", Effects.jitter()))
                : doubts.map(why -> new PreflightRefused(why, List.of())));
  }

  private static Command both(Command judged, Optional<Command> disbelieved) {
    return disbelieved.orElse(judged);
  }

  private CompletableFuture<Opened> session(Run run, int attempt) {
    return sessions
        .forAttempt(
            run.order, attempt, run.operation().call(run.order), run.state.terms().expiresAt())
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
    var disagreement = awsTime.disagreement(run.place());
    if (disagreement.isPresent()) {
      return new PreflightDelayed(disagreement.get(), Effects.jitter());
    }
    return switch (Preflight.check(run.order, sight)) {
      case Check.Clear(var baseline) ->
          new PreflightPassed("", clock.instant(), Map.copyOf(baseline));
      case Check.Wait(var reason) -> new PreflightDelayed(reason, Effects.jitter());
      case Check.Refuse(var why) -> new PreflightRefused(why, SightEvidence.of(run.order, sight));
    };
  }
}
