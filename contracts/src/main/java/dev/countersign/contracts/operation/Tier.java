package dev.countersign.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an operation is treated in production unless the settings say otherwise. */
public enum Tier {
  /** Any operator. */
  SAFE,
  /** Admin or DBA group. */
  RISKY;

  /** For example {@code safe}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wireName}. */
  @JsonCreator
  public static Tier of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
