package dev.countersign.e2e;

import dev.countersign.client.Countersign;
import dev.countersign.client.Submission;
import dev.countersign.switchboard.cloud.Hold;
import dev.countersign.switchboard.cloud.Moment;
import dev.countersign.switchboard.cloud.SwitchboardServer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a line of its own, and where the executor dies over it.
 *
 * @param place account and region of the line
 */
record Errand(String operation, Death death, String place, AtomicReference<String> id) {
  /** What its parameters are, of each operation that there is. */
  static final Map<String, Map<String, Object>> OPERATIONS =
      Map.of("ring_line", Map.of(), "set_greeting", Map.of("greeting", "hello"));

  /** Where it dies. */
  enum Death {
    /** At the call, which never arrives. */
    CALL_LOST(Moment.ARRIVED),
    /** At the call, which arrives when others have finished it. */
    CALL_LATE(Moment.ARRIVED),
    /** After the effect, before the answer. */
    ANSWER_LOST(Moment.DONE),
    /** After the answer, before anybody has seen that it is done. */
    BEFORE_THE_END(Moment.LOOK_AFTER),
    /** Between approval and intent. */
    BEFORE_THE_INTENT(Moment.LOOK_BEFORE),
    /** Before the approval reached it. */
    BEFORE_THE_APPROVAL(null);

    private final @Nullable Moment moment;

    Death(@Nullable Moment moment) {
      this.moment = moment;
    }

    /** Whether somebody has to find out what became of the call. */
    boolean leavesADoubt() {
      return moment == Moment.ARRIVED || moment == Moment.DONE;
    }

    /** Whether the call has to be sent again. */
    boolean leavesItUndone() {
      return moment == Moment.ARRIVED;
    }

    Moment moment() {
      if (moment == null) {
        throw new IllegalStateException(this + " needs no hold");
      }
      return moment;
    }
  }

  Errand(String operation, Death death, String place) {
    this(operation, death, place, new AtomicReference<>(""));
  }

  /** The line that it is about. */
  String line() {
    return operation.replace('_', '-') + '-' + death.ordinal();
  }

  /** Its line's key. */
  String key() {
    return place + ":switchboard:line:" + line();
  }

  void submit(Countersign api) {
    var parameters = Objects.requireNonNull(OPERATIONS.get(operation));
    var asked = Submission.of(operation, new Submission.ResourceKeyOrArn(key()), parameters);
    id.set(api.submit(asked).operation().operationId());
  }

  /** The look by which somebody finds out what became of the call. */
  Hold holdTheProbe(SwitchboardServer server) {
    return server.hold(line(), death.leavesItUndone() ? Moment.LOOK_BEFORE : Moment.LOOK_AFTER);
  }

  @Override
  public String toString() {
    return operation + " " + death + " " + id;
  }
}
