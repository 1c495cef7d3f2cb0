package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Disbelieved;
import dev.countersign.executor.core.Command.PreflightDelayed;
import dev.countersign.executor.core.Command.PreflightPassed;
import dev.countersign.executor.core.Command.PreflightRefused;
import dev.countersign.executor.core.Command.RepeatDelayed;
import dev.countersign.executor.core.Command.RepeatPrepared;
import dev.countersign.executor.core.State;
import dev.countersign.executor.providers.Providers;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.provider.Session;
import dev.countersign.provider.Target;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Preflight;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.time.Instant;
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
class Preparation {
  /** More than twice as long as the AWS client waits for an answer. */
  private static final Duration OPENING = Duration.ofMinutes(1);

  private final Shell shell;
  private final Sweeper sweeper;
  private final Countersignature countersignature;

  Preparation(Shell shell, Sweeper sweeper) {
    this.shell = shell;
    this.sweeper = sweeper;
    this.countersignature = new Countersignature(shell);
  }

  /** What to tell the machine, with the session where there is one. */
  record Prepared(Command command, @Nullable Session session) {}

  record Opened(@Nullable Session session, @Nullable String why) {}

  /**
   * A first attempt's session, opened while its execution is being put on record: should that not
   * come about, it is never used. Nothing is looked at so early: another replica's operation may
   * just be ending on this instance, and what it brought about would be taken for this one's.
   */
  record HeadStart(CompletableFuture<Opened> session, long begun) {
    private static final long USABLE = Duration.ofSeconds(1).toNanos();

    private boolean usable(State.Claimed claimed, long now) {
      return claimed.attempts() + claimed.delays() == 0 && now - begun < USABLE;
    }
  }

  /** Opens the session of a first attempt. */
  HeadStart ahead(Run run) {
    return new HeadStart(session(run, 1), shell.loop().nanos());
  }

  CompletableFuture<Prepared> of(Run run) {
    var claimed = (State.Claimed) run.state;
    var target = new Target(run.order, shell.clock().instant(), null);
    var looking = sweeper.look(target, Duration.ZERO);
    var judging =
        looking
            .handle((sight, fault) -> judge(run, sight, fault))
            .thenCombine(believed(run), (judged, disbelieved) -> disbelieved.orElse(judged))
            .thenCombine(
                excluding(run, looking),
                (judged, delay) ->
                    judged instanceof PreflightPassed ? delay.orElse(judged) : judged);
    if (claimed.delays() > 0) {
      return judging.thenCompose(judged ->
          judged instanceof PreflightPassed passed
              ? session(run, claimed.attempts() + 1).thenApply(opened -> joined(passed, opened))
              : CompletableFuture.completedFuture(new Prepared(judged, null)));
    }
    return judging.thenCombine(sessionAtOnce(run, claimed), this::joined);
  }

  /**
   * For the same call once more: the resource was checked before it was sent for the first time.
   */
  CompletableFuture<Prepared> again(Run run) {
    return believed(run)
        .thenCompose(doubt -> {
          if (doubt.isPresent()) {
            return CompletableFuture.completedFuture(new Prepared(doubted(doubt.get()), null));
          }
          var disagreement = shell.cloud().time().disagreement(run.place());
          return disagreement.isPresent()
              ? CompletableFuture.completedFuture(
                  new Prepared(new RepeatDelayed(disagreement.get()), null))
              : session(
                      run,
                      run.attempt().number() + 1,
                      run.attempt().sendBefore(run.state.terms().expiresAt()))
                  .thenApply(Preparation::again);
        });
  }

  private static Prepared again(Opened opened) {
    var session = opened.session();
    return session == null
        ? new Prepared(
            new RepeatDelayed("The role cannot be assumed (" + opened.why() + ")."), null)
        : new Prepared(new RepeatPrepared(session.name(), session.expires()), session);
  }

  /** Whether it happened cannot be found out any more by sending it. */
  private static Command doubted(Command doubt) {
    return doubt instanceof PreflightRefused(var fault, var evidence)
        ? new Disbelieved(fault, evidence)
        : new RepeatDelayed("The approval could not be read again.");
  }

  private CompletableFuture<Opened> sessionAtOnce(Run run, State.Claimed claimed) {
    var ahead = run.ahead;
    run.ahead = null;
    return ahead != null && ahead.usable(claimed, shell.loop().nanos())
        ? ahead.session
        : session(run, claimed.attempts() + 1);
  }

  /**
   * A member of a cluster must not be touched while its cluster, or another member, is. Which
   * cluster it belongs to the look shows, and the queue has to know it: until it does, it waits.
   */
  private CompletableFuture<Optional<Command>> excluding(
      Run run, CompletableFuture<Sight> looking) {
    return looking
        .thenCompose(sight -> {
          var resource = sight.resource();
          var cluster = resource == null ? null : resource.cluster();
          return cluster == null
              ? CompletableFuture.completedFuture(true)
              : Question.of(shell.loop(), () -> shell.records().excludes(run.id(), cluster))
                  .answer();
        })
        .handle((excludes, fault) ->
            Boolean.TRUE.equals(excludes)
                ? Optional.empty()
                : Optional.of(
                    new PreflightDelayed(
                        "The inventory does not show yet which cluster it is a member of."
                            + " Waiting until it does.",
                        shell.jitter())));
  }

  /** What stands in the way of believing the approval; empty when nothing does. */
  private CompletableFuture<Optional<Command>> believed(Run run) {
    return countersignature
        .doubts(run)
        .handle((doubts, fault) ->
            doubts == null
                ? Optional.of(
                    new PreflightDelayed(
                        "The approval could not be read again. Trying again.", shell.jitter()))
                : doubts.map(why -> new PreflightRefused(why, List.of())));
  }

  private CompletableFuture<Opened> session(Run run, int attempt) {
    return session(run, attempt, run.state.terms().expiresAt());
  }

  private CompletableFuture<Opened> session(Run run, int attempt, Instant before) {
    var opening = shell.cloud().open(run.order, attempt, run.operation().call(run.order), before);
    return Question.of(shell.loop(), () -> opening)
        .within(OPENING)
        .answer()
        .handle((session, fault) ->
            fault == null
                ? new Opened(session, null)
                : new Opened(null, shell.cloud().words(fault)));
  }

  private Prepared joined(Command judged, Opened opened) {
    if (!(judged instanceof PreflightPassed passed)) {
      return new Prepared(judged, null);
    }
    var session = opened.session();
    return session == null
        ? new Prepared(
            new PreflightDelayed(
                "The role in the account cannot be assumed (" + opened.why() + "). Trying again.",
                shell.jitter()),
            null)
        : new Prepared(
            new PreflightPassed(session.name(), session.expires(), passed.baseline()), session);
  }

  /** A passed preflight has no session yet; {@link #joined} gives it one. */
  private Command judge(Run run, @Nullable Sight sight, @Nullable Throwable fault) {
    if (sight == null) {
      var service = Providers.of(run.order).service();
      var why = fault == null ? "" : shell.cloud().words(service, fault);
      return new PreflightDelayed(
          "The "
              + run.state.terms().named().resource()
              + " cannot be looked at ("
              + why
              + "). Trying again.",
          shell.jitter());
    }
    var disagreement = shell.cloud().time().disagreement(run.place());
    if (disagreement.isPresent()) {
      return new PreflightDelayed(disagreement.get(), shell.jitter());
    }
    return switch (Preflight.check(
        run.operation(), Providers.definition(run.order), run.order, sight)) {
      case Check.Clear(var baseline) ->
          new PreflightPassed("", shell.clock().instant(), Map.copyOf(baseline));
      case Check.Wait(var reason) -> new PreflightDelayed(reason, shell.jitter());
      case Check.Refuse(var why) ->
          new PreflightRefused(why, run.operation().evidence(run.order, sight));
    };
  }
}
