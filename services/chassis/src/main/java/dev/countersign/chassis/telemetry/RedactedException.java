package dev.countersign.chassis.telemetry;

import dev.countersign.contracts.redaction.Redaction;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shown in the log in place of an exception in whose messages, or in those of its causes, a secret
 * is: with the same type, the same stack and the same causes.
 */
final class RedactedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String shown;

  private RedactedException(String shown, @Nullable Throwable cause) {
    super(shown, cause);
    this.shown = shown;
  }

  /** The very same where nothing has to be hidden. */
  static Throwable of(Throwable thrown) {
    return hides(thrown, known()) ? shown(thrown, known()) : thrown;
  }

  private static boolean hides(Throwable thrown, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return false;
    }
    // Some say in the one what they do not say in the other.
    var text = thrown + " " + thrown.getMessage();
    if (!Redaction.text(text).equals(text)) {
      return true;
    }
    for (var suppressed : thrown.getSuppressed()) {
      if (hides(suppressed, seen)) {
        return true;
      }
    }
    var cause = thrown.getCause();
    return cause != null && hides(cause, seen);
  }

  private static Throwable shown(Throwable thrown, Set<Throwable> seen) {
    var cause = thrown.getCause();
    var text = Redaction.text(String.valueOf(thrown));
    if (!seen.add(thrown)) {
      return new RedactedException(text, null);
    }
    var shown = new RedactedException(text, cause == null ? null : shown(cause, seen));
    shown.setStackTrace(thrown.getStackTrace());
    for (var suppressed : thrown.getSuppressed()) {
      shown.addSuppressed(shown(suppressed, seen));
    }
    return shown;
  }

  private static Set<Throwable> known() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Its type is in the text. */
  @Override
  public String toString() {
    return shown;
  }
}
