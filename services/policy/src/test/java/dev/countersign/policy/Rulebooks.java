package dev.countersign.policy;

import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.ruling.Rules;
import dev.countersign.policy.settings.PackagedSettings;
import dev.countersign.policy.settings.RulebookReader;
import java.nio.charset.StandardCharsets;

/** The packaged rules and settings, with the gates as a test wants them. */
public final class Rulebooks {
  private static final String SETTINGS =
      new String(PackagedSettings.bytes(), StandardCharsets.UTF_8);

  public static Rulebook closed() {
    return new RulebookReader(false).read(PackagedSettings.bytes());
  }

  public static Rulebook open() {
    return new RulebookReader(true)
        .read(
            SETTINGS
                .replace(
                    "enable_production_operations: false", "enable_production_operations: true")
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The packaged settings with one change. */
  public static Rulebook edited(String from, String to) {
    if (!SETTINGS.contains(from)) {
      throw new IllegalArgumentException("not in the settings: " + from);
    }
    return new RulebookReader(true)
        .read(SETTINGS.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** Both gates open, and these approval rules: YAML, the items of the list. */
  public static Rulebook asking(String approvalRules) {
    return new RulebookReader(true)
        .read(
            (SETTINGS.replace(
                        "enable_production_operations: false", "enable_production_operations: true")
                    + "approval_rules:\n"
                    + approvalRules.indent(2))
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Both gates open, and more keys of the settings. */
  public static Rulebook openWith(String more) {
    return read(true, true, more);
  }

  /** Closed by the settings alone. */
  public static Rulebook closedBySetting(String more) {
    return read(false, true, more);
  }

  /** Closed by the environment alone. */
  public static Rulebook closedByEnvironment(String more) {
    return read(true, false, more);
  }

  private static Rulebook read(boolean setting, boolean environment, String more) {
    var text =
        SETTINGS.replace(
                "enable_production_operations: false", "enable_production_operations: " + setting)
            + more;
    return new RulebookReader(environment).read(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Rulebook with(Rules rules) {
    var book = open();
    return new Rulebook(
        book.version(),
        book.settings(),
        book.environmentGate(),
        book.catalogue(),
        rules,
        book.freezes());
  }

  /** That book, with other freezes. */
  public static Rulebook with(Rulebook book, Freezes freezes) {
    return new Rulebook(
        book.version(),
        book.settings(),
        book.environmentGate(),
        book.catalogue(),
        book.rules(),
        freezes);
  }

  private Rulebooks() {}
}
