package dev.countersign.contracts.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody says who is asked for their approval. */
public enum VoteVerdict {
  /** Agrees. */
  APPROVE,
  /** Refuses; the operation ends. */
  REJECT,
  /** Would agree to another request; this one ends, and the requester may submit a changed one. */
  SEND_BACK,
  /** Takes back what they said before. */
  WITHDRAW;

  /** Whether it has to be explained. */
  public boolean needsComment() {
    return this == REJECT || this == SEND_BACK;
  }

  /** For example {@code send-back}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@link #wireName}. */
  @JsonCreator
  public static VoteVerdict of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
