package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.State;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An execution that this process is in charge of. Touched on the loop only. */
final class Run {
  final Order order;
  final Trace trace;
  final long fence;
  // Most runs wait for AWS and have none: only what waits takes room.
  private @Nullable ArrayDeque<Command> mailbox;
  State state;
  long version;
  long sequence;
  boolean saving;

  /** Somebody else is in charge by now, or it is over: whatever still arrives is dropped. */
  boolean gone;

  /** It may go on towards its call, and has not come back from it. */
  boolean calling;

  /** It counts among what its account has in flight. */
  boolean inFlight;

  /** Taken up with its call behind it, and not looked at since. */
  boolean unseen;

  /** Others were waiting for the instance when it became free. */
  boolean othersWait;

  /** The keys by which its approval was verified. */
  final Map<String, PublicKey> verifiedBy;

  /** Its session, opened before it was on record; only until preflight. */
  Preparation.@Nullable HeadStart ahead;

  /** How often it was looked at since the call. */
  int looks;

  /**
   * Since when its looks have shown the service doing nothing with the resource; null while at
   * work.
   */
  @Nullable Instant calmSince;

  /** For the next call; only between preflight and call. */
  @Nullable Session session;

  /** The resource as last seen. */
  @Nullable Resource seen;

  Run(Stored stored) {
    this.verifiedBy = stored.verifiedBy();
    this.order = stored.order();
    this.trace = stored.standing().trace();
    this.fence = stored.standing().fence();
    this.state = stored.state();
    this.version = stored.standing().version();
    this.sequence = stored.standing().sequence();
    if (stored.cancel() != null) {
      post(stored.cancel());
    }
  }

  /** Puts a command behind those that wait. */
  void post(Command command) {
    if (mailbox == null) {
      mailbox = new ArrayDeque<>(2);
    }
    mailbox.add(command);
  }

  /** The next command, or null when none waits. */
  @Nullable Command next() {
    if (mailbox == null) {
      return null;
    }
    var command = mailbox.poll();
    if (mailbox.isEmpty()) {
      mailbox = null;
    }
    return command;
  }

  Standing standing() {
    return new Standing(id(), order.instance().toString(), trace, fence, version, sequence);
  }

  /** Of a state that has one. */
  Attempt attempt() {
    var attempt = Evolution.attemptOf(state);
    if (attempt == null) {
      throw new IllegalStateException("no attempt in " + StateDocument.phase(state));
    }
    return attempt;
  }

  Operation<Sight> operation() {
    return Providers.operation(order);
  }

  Place place() {
    return Place.of(order.instance());
  }

  String id() {
    return order.operationId();
  }
}
