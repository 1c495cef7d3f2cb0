package dev.countersign.client;

import org.jspecify.annotations.Nullable;

/**
 * Which instances are listed; null leaves a condition out.
 *
 * @param limit how many a page has, 500 at most
 */
public record InstanceQuestion(
    @Nullable String account, @Nullable String region, @Nullable String identifier, int limit) {

  /** All of them. */
  public static InstanceQuestion any() {
    return new InstanceQuestion(null, null, null, 500);
  }
}
