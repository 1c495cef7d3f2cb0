package dev.countersign.contracts.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an instance is for. Everything that is not known to be something else is production. */
public enum Environment {
  DEVELOPMENT,
  TEST,
  STAGING,
  POC,
  SANDBOX,
  PRODUCTION;

  /** For example {@code development}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wireName}. */
  @JsonCreator
  public static Environment of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
