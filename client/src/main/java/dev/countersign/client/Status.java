package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** Where an operation stands. */
public enum Status {
  REQUESTED(false),
  APPROVAL_REQUIRED(false),
  HELD(false),
  APPROVED(false),
  SCHEDULED(false),
  QUEUED(false),
  STARTED(false),
  REJECTED(true),
  APPROVAL_EXPIRED(true),
  CANCELLED(true),
  FAILED(true),
  TIMED_OUT(true),
  INDETERMINATE(true),
  SUCCEEDED(true),
  /** One that this version of the client does not know. */
  UNKNOWN(false);

  private final boolean ended;

  Status(boolean ended) {
    this.ended = ended;
  }

  /** Whether nothing more is done about the operation. */
  public boolean ended() {
    return ended;
  }

  /** For example {@code timed-out}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** By the name that the API gives it. */
  @JsonCreator
  public static Status of(String wireName) {
    return Stream.of(values())
        .filter(status -> status.wireName().equals(wireName))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
