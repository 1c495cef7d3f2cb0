package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which reviews of a break-glass are listed.
 *
 * @param limit how many a page has, 200 at most
 */
public record ReviewsQuestion(State state, int limit) {
  /** Whether somebody has closed them. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("all")
    ALL
  }

  /** Those that wait for somebody. */
  public static ReviewsQuestion open() {
    return new ReviewsQuestion(State.OPEN, 200);
  }
}
