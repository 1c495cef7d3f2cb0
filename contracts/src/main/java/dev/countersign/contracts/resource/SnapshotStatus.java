package dev.countersign.contracts.resource;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The values that a manual snapshot's {@code Status} takes, and what each says about it. */
public final class SnapshotStatus {
  /** What a status says about a snapshot. */
  public enum Nature {
    /** It is there and can be restored. */
    READY,
    /** RDS is at work and will leave this by itself. */
    BUSY,
    /** RDS gave it up. */
    FAILED,
    /** It is being deleted. */
    LEAVING
  }

  private static final Map<String, Nature> PUBLISHED =
      Map.of(
          "available", Nature.READY,
          "copying", Nature.BUSY,
          "creating", Nature.BUSY,
          "modifying", Nature.BUSY,
          "upgrading", Nature.BUSY,
          "failed", Nature.FAILED,
          "deleting", Nature.LEAVING);

  /** All of them, by name. */
  public static SortedSet<String> published() {
    return new TreeSet<>(PUBLISHED.keySet());
  }

  /** What it says; empty for one that AWS has added since. */
  public static Optional<Nature> nature(String status) {
    return Optional.ofNullable(PUBLISHED.get(status));
  }

  private SnapshotStatus() {}
}
