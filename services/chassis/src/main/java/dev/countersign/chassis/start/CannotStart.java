package dev.countersign.chassis.start;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The service must not run as it is set up. The message is for operators and names the setting. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotStart(String message) {
    super(message);
  }

  public CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Checks a bound.
   *
   * @param key as in the configuration, for example {@code countersign.executor.lease}
   * @param bound what the value has to be, for example {@code at least 1}
   * @throws CannotStart naming the environment variable, the bound and the value
   */
  public static void unless(boolean kept, String key, String bound, Object value) {
    if (!kept) {
      throw new CannotStart("%s has to be %s, and is %s".formatted(variable(key), bound, value));
    }
  }

  /** The environment variable that sets a key. */
  public static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
