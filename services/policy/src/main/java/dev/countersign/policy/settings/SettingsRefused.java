package dev.countersign.policy.settings;

/** Settings with a mistake in them. The message names the key and says what it takes. */
public final class SettingsRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  SettingsRefused(String reason) {
    super(reason);
  }

  SettingsRefused(String reason, Exception cause) {
    super(reason, cause);
  }
}
