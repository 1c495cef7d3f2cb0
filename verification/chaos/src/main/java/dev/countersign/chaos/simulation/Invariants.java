package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationCompletedLate;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.executor.operations.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The promises of the design that an execution can break. */
final class Invariants {
  /** Hold after every step. */
  static final List<Invariant> ALWAYS = List.of(new AtMostOneEffect(), new NoneUnapproved());

  /** Hold when everything is over. */
  static final List<Invariant> IN_THE_END =
      List.of(
          new EverythingEnds(),
          new OneTerminalEvent(),
          new SuccessIsReal(),
          new FailureIsReal(),
          new UnknownHasEvidence());

  /** Promise 2: at most one effect. */
  record AtMostOneEffect() implements Invariant {
    @Override
    public List<String> violations(World world) {
      var last = world.rds.effects().isEmpty() ? null : world.rds.effects().getLast();
      if (last == null || last.isForeign()) {
        return List.of();
      }
      var same = world.rds.effectsOf(last.operationId);
      return same.size() > 1 ? List.of("doubled: " + last.operationId + ": " + same) : List.of();
    }
  }

  /** Promise 2: under an approval that had not expired. */
  record NoneUnapproved() implements Invariant {
    @Override
    public List<String> violations(World world) {
      if (world.rds.effects().isEmpty() || world.rds.effects().getLast().isForeign()) {
        return List.of();
      }
      var last = world.rds.effects().getLast();
      var until = world.approvedUntil.get(last.operationId);
      return until == null || !last.at.isBefore(until) ? List.of("unapproved: " + last) : List.of();
    }
  }

  /** Promise 1: one terminal state each. */
  record EverythingEnds() implements Invariant {
    @Override
    public List<String> violations(World world) {
      var known = world.records.rows().stream().map(Row::id).toList();
      var lost = world.approvedUntil.keySet().stream().filter(id -> !known.contains(id));
      var open =
          world.records.rows().stream()
              .filter(row -> !row.ended)
              .map(row -> row.id() + " in " + Worker.name(row.state));
      return Stream.concat(lost.map(id -> "lost: " + id), open.map(row -> "never ends: " + row))
          .toList();
    }
  }

  /** Promise 1: exactly one terminal event, and nothing begins after it. */
  record OneTerminalEvent() implements Invariant {
    @Override
    public List<String> violations(World world) {
      var wrong = new ArrayList<String>();
      for (var row : world.records.rows()) {
        var terminal = row.outbox.stream().filter(StatusEvent.Terminal.class::isInstance).count();
        if (terminal != 1) {
          wrong.add(row.id() + " has " + terminal + " terminal events: " + row.outbox);
        }
        var before = row.outbox.stream().takeWhile(e -> !(e instanceof StatusEvent.Terminal));
        var after = row.outbox.stream().skip(before.count() + 1);
        if (after.anyMatch(OperationStarted.class::isInstance)) {
          wrong.add(row.id() + " starts after its end");
        }
      }
      return wrong;
    }
  }

  /**
   * Promise 3: what is told to be done is done. Somebody else may have done it while the own call
   * got lost: nobody could tell, and it is so. A state that was asked for counts since the
   * approval; a restart is none, and one from before the intent is never told as the operation's
   * own.
   */
  record SuccessIsReal() implements Invariant {
    @Override
    public List<String> violations(World world) {
      return wrong(
          world,
          "false success",
          (row, event, effects) ->
              (event instanceof OperationSucceeded || event instanceof OperationCompletedLate)
                  && (effects.isEmpty() || effects.getLast().takenBack)
                  && !doneByAnother(world, row));
    }

    private static boolean doneByAnother(World world, Row row) {
      var action = Operations.of(row.order).call(row.order).action();
      var since = action.equals("RebootDBInstance") ? row.intendedAt : row.enteredAt;
      return since != null
          && world.rds.effects().stream()
              .anyMatch(effect ->
                  effect.isForeign()
                      && effect.action.equals(action)
                      && effect.instance == world.instance(row.order)
                      // It may still be under way then.
                      && effect.at.plus(LONGEST).isAfter(since));
    }

    /** From a stranger's call to the last thing that is seen of it. */
    private static final Duration LONGEST = Duration.ofSeconds(45);
  }

  /**
   * What is told not to be done is not done. That an instance is gone is not a word about whether
   * something was done with it before.
   */
  record FailureIsReal() implements Invariant {
    @Override
    public List<String> violations(World world) {
      return wrong(
          world,
          "false failure",
          (row, event, effects) ->
              (event instanceof OperationFailed failed
                      && !saysGone(world, row, failed)
                      && effects.stream().anyMatch(effect -> !effect.takenBack))
                  || (event instanceof OperationCancelled && !effects.isEmpty()));
    }

    private static boolean saysGone(World world, Row row, OperationFailed failed) {
      return world.instance(row.order).isDeleted() && failed.fault().code().equals("instance-gone");
    }
  }

  /** Promise 4: what is not known comes with what is. */
  record UnknownHasEvidence() implements Invariant {
    @Override
    public List<String> violations(World world) {
      return wrong(
          world,
          "unknown without evidence",
          (row, event, effects) ->
              event instanceof OperationIndeterminate unknown && unknown.evidence().isEmpty());
    }
  }

  private interface Wrong {
    boolean is(Row row, StatusEvent event, List<Effect> effects);
  }

  private static List<String> wrong(World world, String what, Wrong isWrong) {
    var wrong = new ArrayList<String>();
    for (var row : world.records.rows()) {
      for (var event : row.outbox) {
        var effects = world.rds.effectsOf(row.id());
        if (isWrong.is(row, event, effects)) {
          wrong.add(what + ": " + event + " with the effects " + effects);
        }
      }
    }
    return wrong;
  }

  private Invariants() {}
}
