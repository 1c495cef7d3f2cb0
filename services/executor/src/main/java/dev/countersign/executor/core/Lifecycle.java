package dev.countersign.executor.core;

import dev.countersign.executor.core.State.Accepted;
import dev.countersign.executor.core.State.Claimed;
import dev.countersign.executor.core.State.Confirming;
import dev.countersign.executor.core.State.Ended;
import dev.countersign.executor.core.State.Intent;
import dev.countersign.executor.core.State.Preflight;
import dev.countersign.executor.core.State.Ready;
import dev.countersign.executor.core.State.Refused;
import dev.countersign.executor.core.State.Unknown;
import dev.countersign.executor.core.State.Watching;
import java.time.Instant;

/** The state machine. Its table is in {@code LifecycleTest}, its picture in the docs. */
public final class Lifecycle {
  /**
   * What follows from a command. Total: a command that does not fit the state is a late or repeated
   * message, and nothing follows from it.
   */
  public static Transition decide(State state, Command command, Instant now) {
    return switch (state) {
      case Ready s -> BeforeIntent.ready(s, command, now);
      case Claimed s -> BeforeIntent.claimed(s, command, now);
      case Preflight s -> BeforeIntent.preflight(s, command, now);
      case Intent s -> AtTheCall.intent(s, command, now);
      case Unknown s -> AtTheCall.unknown(s, command, now);
      case Refused s -> Confirmation.refused(s, command, now);
      case Accepted s -> Confirmation.accepted(s, command, now);
      case Confirming s -> Confirmation.confirming(s, command, now);
      case Watching s -> Confirmation.watching(s, command, now);
      case Ended _ -> Transition.nothing();
    };
  }

  private Lifecycle() {}
}
