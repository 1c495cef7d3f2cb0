package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which operations that wait for approval are listed.
 *
 * @param whose see {@link Whose}
 * @param limit how many a page has, 200 at most
 */
public record ApprovalsQuestion(@JsonProperty("for") Whose whose, int limit) {
  /** In relation to the caller. */
  public enum Whose {
    /** Those that the caller may vote on and has not. */
    @JsonProperty("me")
    FOR_ME,
    /** All. */
    @JsonProperty("open")
    OPEN,
    /** Those that the caller asked for. */
    @JsonProperty("mine")
    MINE
  }

  /** The inbox. */
  public static ApprovalsQuestion forMe() {
    return new ApprovalsQuestion(Whose.FOR_ME, 200);
  }
}
