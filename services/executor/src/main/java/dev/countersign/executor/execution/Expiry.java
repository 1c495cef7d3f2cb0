package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.executor.core.Command.Claim;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Records.Expired;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.execution.Records.Save;
import java.util.Iterator;
import java.util.List;

/**
 * Ends what still waits for its turn when its approval expires. Otherwise it would hear of that
 * only at its turn, which the one ahead may hold up for hours.
 */
final class Expiry {
  /** How many are looked at at once. */
  static final int AT_ONCE = 100;

  private final Shell shell;
  private final Steps steps;
  private final RecordReader reader;
  private final Guard guard;
  private Expired last = Expired.NONE;
  private boolean underway;

  Expiry(Shell shell, Steps steps) {
    this.shell = shell;
    this.steps = steps;
    this.reader = new RecordReader(shell.orders());
    this.guard = new Guard(shell.observer());
  }

  /** One portion; the next comes with the next call, and after the last one the first again. */
  void endWhatWaitedTooLong() {
    if (!underway) {
      underway = true;
      Question.of(shell.loop(), () -> shell.records().expired(last, AT_ONCE))
          .then(
              portion -> {
                last = behind(portion);
                next(portion.iterator());
              },
              fault -> {
                underway = false;
                shell.observer().waits("what has expired is left to the next look", fault);
              });
    }
  }

  /** Those that stay, for whatever reason, must not be all that is ever looked at. */
  private static Expired behind(List<Recorded> portion) {
    if (portion.size() < AT_ONCE) {
      return Expired.NONE;
    }
    var one = portion.getLast();
    return one.expiresAt() == null
        ? Expired.NONE
        : new Expired(one.expiresAt(), one.standing().operationId());
  }

  /** One after the other; one that fails is left to the next time round. */
  private void next(Iterator<Recorded> portion) {
    if (!portion.hasNext()) {
      underway = false;
      return;
    }
    var one = portion.next();
    guard.run(
        one.standing().operationId(),
        one.standing().trace(),
        () -> {
          switch (reader.read(one)) {
            case Stored stored -> end(stored, () -> next(portion));
            case Doubtful doubtful -> {
              steps.disbelieve(doubtful);
              next(portion);
            }
          }
        },
        () -> next(portion));
  }

  /** As it would end at its turn; claimed or cancelled meanwhile, it is left alone. */
  private void end(Stored stored, Runnable then) {
    var transition = Lifecycle.decide(stored.state(), new Claim(), shell.clock().instant());
    var next = Evolution.evolve(stored.state(), transition);
    if (!(next instanceof State.Ended)) {
      // By this process's clock, or by what was signed, it has a moment left.
      then.run();
      return;
    }
    Question.of(
            shell.loop(), () -> shell.records().save(new Save(stored.standing(), next, transition)))
        .then(
            saved -> then.run(),
            fault -> {
              shell
                  .observer()
                  .waits(stored.standing().operationId() + ": expired, and not ended now", fault);
              then.run();
            });
  }
}
