package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about an operation that waits for approval.
 *
 * @param comment why; a rejection and sending back need one
 * @param ballotHash what they looked at; a vote on something that has changed since is refused
 */
public record Opinion(Verdict verdict, @Nullable String comment, @Nullable String ballotHash) {
  /** Yes or no. */
  public enum Verdict {
    @JsonProperty("approve")
    APPROVE,
    @JsonProperty("reject")
    REJECT,
    /** Not this one, but a changed one. */
    @JsonProperty("send-back")
    SEND_BACK
  }

  /** Yes, to the operation as it was shown. */
  public static Opinion approve(Operation shown, @Nullable String comment) {
    return new Opinion(Verdict.APPROVE, comment, hash(shown));
  }

  /** No, to the operation as it was shown. */
  public static Opinion reject(Operation shown, String comment) {
    return new Opinion(Verdict.REJECT, comment, hash(shown));
  }

  /** The operation as it was shown should be changed. */
  public static Opinion sendBack(Operation shown, String comment) {
    return new Opinion(Verdict.SEND_BACK, comment, hash(shown));
  }

  private static @Nullable String hash(Operation shown) {
    return shown.approval() == null ? null : shown.approval().ballotHash();
  }
}
