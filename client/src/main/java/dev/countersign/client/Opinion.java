package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about an operation that waits for approval.
 *
 * @param comment why; a rejection and sending back need one
 * @param ballotHash what they looked at; a vote on something that has changed since is refused
 * @param conditions under which they approve; null for none
 */
public record Opinion(
    Verdict verdict,
    @Nullable String comment,
    @Nullable String ballotHash,
    @Nullable List<Condition> conditions) {
  /** Without conditions. */
  public Opinion(Verdict verdict, @Nullable String comment, @Nullable String ballotHash) {
    this(verdict, comment, ballotHash, null);
  }

  /**
   * When the operation may be begun; exactly one of the two is there.
   *
   * @param notAfter not at this time or later
   */
  public record Condition(@Nullable Instant notBefore, @Nullable Instant notAfter) {}

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

  /** The same, to be begun no sooner than at this time. */
  public Opinion notBefore(Instant time) {
    return under(new Condition(time, null));
  }

  /** The same, to be begun before this time. */
  public Opinion notAfter(Instant time) {
    return under(new Condition(null, time));
  }

  private Opinion under(Condition condition) {
    var all = new ArrayList<>(conditions == null ? List.<Condition>of() : conditions);
    all.add(condition);
    return new Opinion(verdict, comment, ballotHash, List.copyOf(all));
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
