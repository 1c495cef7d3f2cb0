package dev.countersign.gateway.submission.core;

/** What a client names its request with, so that a repeat is known as one. */
public record IdempotencyKey(String value) {
  private static final int LONGEST = 255;

  /** Whether the text may be a key: 1 to 255 printable ASCII characters. */
  public static boolean valid(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
