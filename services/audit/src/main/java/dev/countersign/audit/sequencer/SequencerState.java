package dev.countersign.audit.sequencer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sequencer of this replica is doing, as others may know. Safe to read from any thread.
 */
@ApplicationScoped
public class SequencerState {
  private static final Duration SILENT = Duration.ofSeconds(5);

  private volatile long caughtUpNanos = System.nanoTime();
  private volatile long readMillis;
  private volatile Snapshot snapshot =
      new Snapshot(Role.STARTING, System.nanoTime(), 0, Map.of(), null, null);

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
   * @param behind records in Kafka that are not in the ledger yet, by topic
   * @param lastAppendAt by the ledger's clock
   * @param fault why it is failing
   */
  public record Snapshot(
      Role role,
      long signNanos,
      long size,
      Map<String, Long> behind,
      @Nullable Instant lastAppendAt,
      @Nullable String fault) {
    public Snapshot {
      behind = Map.copyOf(behind);
    }

    /** Records in Kafka that are not in the ledger yet. */
    public long lag() {
      return behind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How long ago the sequencer gave a sign of life. */
    public Duration silence() {
      return Duration.ofNanos(System.nanoTime() - signNanos);
    }
  }

  /** The latest. */
  public Snapshot now() {
    return snapshot;
  }

  /**
   * How long the oldest record may have waited that is on a topic and not in the ledger: since
   * everything was in it for the last time, but no longer than the newest record in it is old.
   * Nothing where another replica writes, which knows.
   *
   * @param nowMillis by the wall clock, which records carry
   */
  public Optional<Duration> waiting(long nowMillis) {
    var now = snapshot;
    if (now.role() == Role.STANDING_BY) {
      return Optional.empty();
    }
    if (now.role() == Role.WRITING && now.lag() == 0) {
      return Optional.of(now.silence().compareTo(SILENT) < 0 ? Duration.ZERO : now.silence());
    }
    var sinceCaughtUp = Duration.ofNanos(System.nanoTime() - caughtUpNanos);
    var sinceRead = Duration.ofMillis(Math.max(0, nowMillis - readMillis));
    return Optional.of(
        now.role() == Role.WRITING && sinceRead.compareTo(sinceCaughtUp) < 0
            ? sinceRead
            : sinceCaughtUp);
  }

  /** The newest record of a batch that is in the ledger now. */
  void read(long timestampMillis) {
    readMillis = timestampMillis;
  }

  void writing(long size, Map<String, Long> behind) {
    if (behind.values().stream().allMatch(lag -> lag == 0)) {
      caughtUpNanos = System.nanoTime();
    }
    snapshot =
        new Snapshot(Role.WRITING, System.nanoTime(), size, behind, snapshot.lastAppendAt(), null);
  }

  void appended(long size, Instant at) {
    snapshot = new Snapshot(Role.WRITING, System.nanoTime(), size, snapshot.behind(), at, null);
  }

  void standingBy() {
    caughtUpNanos = System.nanoTime();
    snapshot =
        new Snapshot(
            Role.STANDING_BY, System.nanoTime(), 0, Map.of(), snapshot.lastAppendAt(), null);
  }

  void failing(String fault) {
    var last = snapshot;
    snapshot =
        new Snapshot(
            Role.FAILING,
            System.nanoTime(),
            last.size(),
            last.behind(),
            last.lastAppendAt(),
            fault);
  }
}
