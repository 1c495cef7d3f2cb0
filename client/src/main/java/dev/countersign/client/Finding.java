package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a person found out about an indeterminate operation.
 *
 * @param comment how they know
 * @param evidenceId which evidence they looked at
 */
public record Finding(Outcome outcome, String comment, @Nullable String evidenceId) {
  /** Whether the effect is there. */
  public enum Outcome {
    @JsonProperty("happened")
    HAPPENED,
    @JsonProperty("did-not-happen")
    DID_NOT_HAPPEN
  }
}
