package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Command.CallAccepted;
import dev.countersign.executor.core.Command.CallRefused;
import dev.countersign.executor.core.Command.CallUnanswered;
import dev.countersign.executor.core.Command.PreflightDelayed;
import dev.countersign.executor.core.Command.RepeatDelayed;
import dev.countersign.executor.execution.Preparation.Prepared;
import dev.countersign.provider.CallAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The way to the call, and the call. Turns what comes of it into the next command. */
final class Effects {
  /** Longer than a call waits for its turn and the AWS client for an answer. */
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final Shell shell;
  private final Admission admission;
  private final Preparation preparation;

  Effects(Shell shell, Admission admission, Preparation preparation) {
    this.shell = shell;
    this.admission = admission;
    this.preparation = preparation;
  }

  void prepare(Run run, Onward onward) {
    admission.enter(
        run,
        () ->
            onward.with(
                run,
                () -> {
                  if (run.gone) {
                    return null; // Ended while it waited to be let in.
                  }
                  preparation
                      .of(run)
                      .whenComplete((prepared, fault) ->
                          onward.with(run, () -> prepared(run, prepared, fault)));
                  return null;
                }));
  }

  private Command prepared(Run run, @Nullable Prepared prepared, @Nullable Throwable fault) {
    if (prepared == null) {
      // A bug of ours, or nothing that a look can fail with.
      shell
          .observer()
          .broke(run.id(), run.trace, new IllegalStateException("preflight broke", fault));
      admission.called(run);
      return new PreflightDelayed(
          "The executor could not check the " + run.state.terms().named().resource() + ".",
          shell.jitter());
    }
    run.session = prepared.session();
    if (run.session == null) {
      admission.called(run);
    }
    return prepared.command();
  }

  /** The way to the same call once more: a session, and whether the approval still holds. */
  void repeat(Run run, Onward onward) {
    if (run.gone) {
      return;
    }
    preparation
        .again(run)
        .whenComplete((prepared, fault) ->
            onward.with(
                run,
                () -> {
                  if (prepared == null) {
                    shell
                        .observer()
                        .broke(run.id(), run.trace, new IllegalStateException("repeat", fault));
                    return new RepeatDelayed("The executor could not prepare the call.");
                  }
                  run.session = prepared.session();
                  return prepared.command();
                }));
  }

  void call(Run run, Onward onward) {
    var session = run.session;
    run.session = null;
    run.looks = 0;
    run.calmSince = null;
    if (session == null) {
      throw new IllegalStateException("an intent without a session: " + run.id());
    }
    var before = run.attempt().sendBefore(run.state.terms().expiresAt());
    var answering =
        shell
            .cloud()
            .call(run.order, session, run.operation().call(run.order, run.attempt()), before);
    Question.of(shell.loop(), () -> answering)
        .within(ANSWER)
        .answer()
        .whenComplete((answer, fault) ->
            onward.with(
                run,
                () -> {
                  admission.called(run);
                  return command(run, before, answer, fault);
                }));
  }

  /** A call that broke may have been sent, and one that nobody answers may yet arrive. */
  private Command command(
      Run run, Instant before, @Nullable CallAnswer answer, @Nullable Throwable fault) {
    if (fault instanceof TimeoutException) {
      return new CallUnanswered("there was none within a minute");
    }
    if (answer == null) {
      shell.observer().broke(run.id(), run.trace, new IllegalStateException("the call", fault));
      return new CallUnanswered("The executor could not tell what became of the call.");
    }
    return command(run, before, answer);
  }

  private Command command(Run run, Instant before, CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Accepted(var requestId) -> new CallAccepted(requestId);
      case CallAnswer.Refused(var refusal, var fault) ->
          new CallRefused(
              refusal,
              run.operation().explained(run.order, dated(run, before, fault)),
              shell.jitter());
      case CallAnswer.Unanswered(var reason) -> new CallUnanswered(reason);
    };
  }

  /** What ran out may be the time of a repetition, and not the approval. */
  private static Fault dated(Run run, Instant before, Fault fault) {
    return fault.code().equals("decision-expired") && before.isBefore(run.state.terms().expiresAt())
        ? new Fault(
            fault.code(),
            fault.awsCode(),
            fault.awsRequestId(),
            "The time in which "
                + run.state.terms().named().service()
                + " recognizes the same call again was over; nothing more was done.",
            fault.nextStep())
        : fault;
  }
}
