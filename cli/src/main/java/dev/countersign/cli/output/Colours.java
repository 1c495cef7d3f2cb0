package dev.countersign.cli.output;

import java.util.Set;

/** What stands out on a terminal; the word itself says the same. */
enum Colours {
  GOOD("\u001b[32m"),
  WAITS("\u001b[33m"),
  BAD("\u001b[31m"),
  NONE("");

  private static final String OFF = "\u001b[0m";
  private static final Set<String> IS_GOOD = Set.of("succeeded", "available", "yes", "approved");
  private static final Set<String> DOES_WAIT =
      Set.of("approval-required", "held", "needs-approval", "frozen");
  private static final Set<String> IS_BAD =
      Set.of(
          "rejected",
          "approval-expired",
          "cancelled",
          "failed",
          "timed-out",
          "indeterminate",
          "no");

  private final String on;

  Colours(String on) {
    this.on = on;
  }

  /**
   * @param padded the word, and blanks behind it
   */
  static String of(String padded) {
    var word = padded.strip();
    var colour =
        IS_GOOD.contains(word)
            ? GOOD
            : IS_BAD.contains(word) ? BAD : DOES_WAIT.contains(word) ? WAITS : NONE;
    return colour == NONE ? padded : colour.on + padded + OFF;
  }
}
