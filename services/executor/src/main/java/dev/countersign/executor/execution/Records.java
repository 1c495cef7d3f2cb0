package dev.countersign.executor.execution;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.ExecutionEvent.IntentRecorded;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The executions on record. Each method is one transaction, and its time is the database's. Any
 * answer may come late, come from any thread, or never come; what failed may have happened.
 */
public interface Records {
  /** Makes the lease of a process last for so long from now on. */
  CompletionStage<Lease> renew(String owner, Duration lease);

  /** Ends a process's lease: others may take over at once what it holds. */
  CompletionStage<Void> giveUp(String owner);

  /**
   * Stores a change together with its events. Empty where the execution is not as it was thought to
   * be, claimed anew or changed since; and for an intent, where it has been cancelled.
   */
  CompletionStage<Optional<Saved>> save(Save save);

  /**
   * Claims, oldest first: what is held by processes without a lease, these orphans as far as they
   * are held in the owner's name, and heads of queues whose time has come.
   */
  CompletionStage<List<Recorded>> claimDue(String owner, Collection<String> orphans, int atMost);

  /** Claims the head of the instance's queue; those who go on waiting hear of their places. */
  CompletionStage<List<Recorded>> claimNext(String owner, String resourceKey);

  /** What is held in the owner's name; nothing where that is as many as are known. */
  CompletionStage<Set<String>> held(String owner, int known);

  /** Cancellations of what is held in the owner's name. */
  CompletionStage<Map<String, Cancel>> cancellations(String owner);

  /**
   * Whether an execution on a member of this cluster excludes those on the cluster and its other
   * members. It does not where the cluster was not known when it last waited; then it has to wait
   * again.
   */
  CompletionStage<Boolean> excludes(String operationId, String cluster);

  /** Whether an execution was cancelled that nobody has claimed since. */
  CompletionStage<Boolean> cancelled(String operationId, long fence);

  /** The signed decision, as it is on record. */
  CompletionStage<String> envelope(String operationId);

  /** What waits for its turn and has expired, by expiry and id, from behind the last one on. */
  CompletionStage<List<Recorded>> expired(Expired last, int atMost);

  /**
   * A lease was renewed.
   *
   * @param others how many others have one
   */
  record Lease(Instant now, int others) {}

  /**
   * A change was stored.
   *
   * @param othersWait whether the instance is free now, and others were waiting for it just before
   */
  record Saved(boolean othersWait) {}

  /** Where one stands among those that have expired. */
  record Expired(Instant at, String operationId) {
    /** Before all others. */
    public static final Expired NONE = new Expired(Instant.EPOCH, "");
  }

  /** An execution as it is on record, whatever that says. */
  record Recorded(
      Standing standing,
      @Nullable String envelope,
      @Nullable String phase,
      @Nullable String state,
      @Nullable String cancel,
      @Nullable Instant expiresAt) {}

  /**
   * A change to be stored.
   *
   * @param standing where the execution stood before
   */
  record Save(Standing standing, State next, Transition transition) {
    /** What the world is told, numbered from the standing's sequence on. */
    public List<StatusEvent> reports() {
      return transition.reports();
    }

    /** Whether it is over. */
    public boolean ends() {
      return next instanceof State.Ended;
    }

    /** Whether the instance stays held: neither over nor back in the queue. */
    public boolean holds() {
      return !ends() && wakeAt() == null;
    }

    /** When it may be claimed again; null where it does not go back into the queue. */
    public @Nullable Instant wakeAt() {
      return next instanceof State.Ready ready ? ready.notBefore() : null;
    }

    /** Whether a call follows: not where somebody has cancelled. */
    public boolean isIntent() {
      return transition.events().stream().anyMatch(IntentRecorded.class::isInstance);
    }
  }
}
