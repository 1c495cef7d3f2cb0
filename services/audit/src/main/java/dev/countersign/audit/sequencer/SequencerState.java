package dev.countersign.audit.sequencer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the sequencer of this replica is doing, as others may know. Safe to read from any thread.
 */
@ApplicationScoped
public class SequencerState {
  private volatile Snapshot snapshot =
      new Snapshot(Role.STARTING, System.nanoTime(), 0, 0, null, null);

  /** What a replica can be. */
  public enum Role {
    STARTING,
    /** Holds the lock and appends. */
    WRITING,
    /** Another replica holds the lock. */
    STANDING_BY,
    /** The last try failed; the next one follows. */
    FAILING
  }

  /**
   * @param signNanos {@link System#nanoTime} of the last sign of life
   * @param size entries in the ledger, as far as this replica knows
   * @param lag records in Kafka that are not in the ledger yet
   * @param lastAppendAt by the ledger's clock
   * @param fault why it is failing
   */
  public record Snapshot(
      Role role,
      long signNanos,
      long size,
      long lag,
      @Nullable Instant lastAppendAt,
      @Nullable String fault) {
    /** How long ago the sequencer gave a sign of life. */
    public Duration silence() {
      return Duration.ofNanos(System.nanoTime() - signNanos);
    }
  }

  /** The latest. */
  public Snapshot now() {
    return snapshot;
  }

  void writing(long size, long lag) {
    snapshot =
        new Snapshot(Role.WRITING, System.nanoTime(), size, lag, snapshot.lastAppendAt(), null);
  }

  void appended(long size, Instant at) {
    snapshot = new Snapshot(Role.WRITING, System.nanoTime(), size, snapshot.lag(), at, null);
  }

  void standingBy() {
    snapshot =
        new Snapshot(Role.STANDING_BY, System.nanoTime(), 0, 0, snapshot.lastAppendAt(), null);
  }

  void failing(String fault) {
    var last = snapshot;
    snapshot =
        new Snapshot(
            Role.FAILING, System.nanoTime(), last.size(), last.lag(), last.lastAppendAt(), fault);
  }
}
