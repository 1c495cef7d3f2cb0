package dev.countersign.chaos.simulation;

import java.util.Locale;

/** Mistakes that a shell around the core could make. The invariants have to notice each of them. */
public enum Plant {
  /** None: the shell as it is. */
  NOTHING,
  /** A write that looks at neither fence nor version. */
  FENCE_SKIPPED,
  /** The call goes out before its intent is on record. */
  INTENT_AFTER_CALL,
  /** After an ambiguous answer the call is sent again, without a look. */
  BLIND_RESEND,
  /** The SDK sends again by itself what was not answered. */
  SDK_RETRIES,
  /** A decision that is delivered again becomes an execution again. */
  INBOX_DROPPED,
  /** Somebody else's turn begins while the credentials of a lost call still live. */
  CREDENTIALS_FORGOTTEN,
  /** An accepted call counts as success. */
  ACCEPTED_IS_DONE,
  /** The answer of a call that was made is dropped together with its execution. */
  EXECUTION_LOST;

  /** For example {@code fence-skipped}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
