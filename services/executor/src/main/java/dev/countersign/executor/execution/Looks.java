package dev.countersign.executor.execution;

import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.Observed;
import dev.countersign.executor.core.Command.Probed;
import dev.countersign.executor.core.Command.TimePassed;
import dev.countersign.executor.core.State;
import dev.countersign.executor.providers.Providers;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.provider.Target;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at what has become of a call, and turns what is seen into the next command. */
final class Looks {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int DOUBLINGS = 20;

  private final Shell shell;
  private final Charge charge;
  private final Sweeper sweeper;

  Looks(Shell shell, Charge charge, Sweeper sweeper) {
    this.shell = shell;
    this.charge = charge;
    this.sweeper = sweeper;
  }

  /** Whether the desired state is there. */
  void look(Run run, Onward onward) {
    look(run, run.attempt(), sight -> observed(run, sight), onward);
  }

  /** Whether an unanswered call had its effect. */
  void probe(Run run, Onward onward) {
    look(run, null, sight -> probed(run, sight), onward);
  }

  private void look(
      Run run, @Nullable Attempt accepted, Function<Sight, Command> judge, Onward onward) {
    run.seen = null;
    var target = new Target(run.order, first(run.attempt()), accepted);
    sweeper
        .look(target, pause(run))
        .whenComplete((sight, fault) -> onward.with(run, () -> looked(run, sight, fault, judge)));
    run.looks++;
  }

  /** When the call was sent for the first time, by whichever clock is behind. */
  private static Instant first(Attempt attempt) {
    return attempt.oursFrom().isBefore(attempt.intendedAt())
        ? attempt.oursFrom()
        : attempt.intendedAt();
  }

  private @Nullable Command looked(
      Run run, @Nullable Sight sight, @Nullable Throwable fault, Function<Sight, Command> judge) {
    if (run.gone) {
      return null;
    }
    if (sight == null) {
      if (fault != null) {
        shell
            .observer()
            .waits(
                run.id() + ": cannot look at " + run.order.instance(),
                new IllegalStateException(
                    shell.cloud().words(Providers.of(run.order).service(), fault)));
      }
      return new TimePassed();
    }
    run.seen = sight.resource();
    charge.seen(run);
    return judge.apply(sight);
  }

  private Command observed(Run run, Sight sight) {
    var seen = sight.after(run.calmSince);
    run.calmSince = seen.calmSince();
    return new Observed(run.operation().look(run.order, run.attempt(), seen));
  }

  private Command probed(Run run, Sight sight) {
    var finding = run.operation().probe(run.order, run.attempt(), sight);
    return new Probed(
        finding,
        run.operation().evidence(run.order, sight),
        shell.cloud().time().atLeast(run.place()));
  }

  /** At once, then less and less often; and not later than the moment that changes something. */
  private Duration pause(Run run) {
    if (run.looks == 0) {
      return Duration.ZERO;
    }
    var longest = shell.settings().pollInterval();
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(run.looks - 1, DOUBLINGS));
    var pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    var turning =
        run.state instanceof State.Unknown
            ? run.attempt().sessionExpires().plus(run.state.terms().settle())
            : run.attempt().intendedAt().plus(run.state.terms().timeout());
    var until = Duration.between(shell.clock().instant(), turning);
    return until.isPositive() && until.compareTo(pause) < 0 ? until.plusMillis(1) : pause;
  }
}
