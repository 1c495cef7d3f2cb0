package dev.countersign.console.page;

import dev.countersign.client.Status;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A state as an icon and words; the colour only repeats what they say.
 *
 * @param tone {@code ok}, {@code wait}, {@code run}, {@code warn}, {@code bad} or {@code dim}
 */
public record Badge(String icon, String words, String tone) {
  private static final Set<String> WELL =
      Set.of("available", "storage-optimization", "storage-initialization");
  private static final Set<String> RED =
      Set.of(
          "failed",
          "storage-full",
          "restore-error",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable",
          "incompatible-network",
          "incompatible-option-group",
          "incompatible-parameters",
          "incompatible-restore",
          "insufficient-capacity",
          "incompatible-create");

  /** Where an operation stands. */
  public static Badge of(Status status) {
    return switch (status) {
      case REQUESTED -> new Badge("○", "asked for", "wait");
      case APPROVAL_REQUIRED -> new Badge("◔", "waits for approval", "wait");
      case HELD -> new Badge("❄", "held by a freeze", "warn");
      case APPROVED -> new Badge("✓", "approved", "wait");
      case SCHEDULED -> new Badge("◷", "scheduled", "wait");
      case QUEUED -> new Badge("…", "waits its turn", "wait");
      case STARTED -> new Badge("▶", "running", "run");
      case REJECTED -> new Badge("✕", "refused", "bad");
      case APPROVAL_EXPIRED -> new Badge("⧖", "approval expired", "bad");
      case CANCELLED -> new Badge("⊘", "cancelled", "dim");
      case FAILED -> new Badge("✕", "failed", "bad");
      case TIMED_OUT -> new Badge("⧖", "timed out", "bad");
      case INDETERMINATE -> new Badge("?", "outcome unknown", "bad");
      case SUCCEEDED -> new Badge("✓", "done", "ok");
      case UNKNOWN -> new Badge("·", "in a state that is new to this console", "dim");
    };
  }

  /** What RDS calls the state of a database. */
  public static Badge ofResource(String status) {
    if (WELL.contains(status)) {
      return new Badge("●", status, "ok");
    }
    if (isRed(status)) {
      return new Badge("■", status, "bad");
    }
    return status.equals("stopped")
        ? new Badge("◻", status, "dim")
        : new Badge("◐", status, "warn");
  }

  /** Whether somebody should look at it. */
  public static boolean isRed(String status) {
    return RED.contains(status.toLowerCase(Locale.ROOT));
  }

  /** An environment; production stands out. */
  public static Badge ofEnvironment(@Nullable String environment) {
    if (environment == null) {
      return new Badge("?", "environment unknown", "warn");
    }
    return environment.equals("production")
        ? new Badge("▲", environment, "bad")
        : new Badge("△", environment, "ok");
  }

  /** {@code yes}, {@code needs-approval}, {@code no} or {@code unknown}. */
  public static Badge ofAllowed(String allowed) {
    return switch (allowed) {
      case "yes" -> new Badge("✓", "you may", "ok");
      case "needs-approval" -> new Badge("◔", "needs approval", "wait");
      case "no" -> new Badge("✕", "not allowed", "dim");
      default -> new Badge("?", "not known now", "warn");
    };
  }
}
