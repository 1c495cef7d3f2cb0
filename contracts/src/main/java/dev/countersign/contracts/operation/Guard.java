package dev.countersign.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What keeps a call that is made twice from having two effects. */
public enum Guard {
  /** The service takes a token of ours, and answers a repeated call without doing it again. */
  CLIENT_TOKEN,
  /** We choose the name of what is made, and there is one of a name. */
  CHOSEN_NAME,
  /** The service refuses a call that was made for another version of the resource. */
  OPTIMISTIC_LOCK,
  /** The call sets a state: a second one finds it there, and so does whoever looks. */
  SET_STATE,
  /** Nothing: whether a call whose answer was lost had an effect may stay unknown. */
  NONE;

  /** For example {@code chosen-name}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@link #wireName}. */
  @JsonCreator
  public static Guard of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
