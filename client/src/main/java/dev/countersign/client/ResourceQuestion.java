package dev.countersign.client;

import org.jspecify.annotations.Nullable;

/**
 * Which resources are listed; null leaves a condition out.
 *
 * @param service for example {@code rds}
 * @param type as in the key, for example {@code cluster}
 * @param limit how many a page has, 500 at most
 */
public record ResourceQuestion(
    @Nullable String service,
    @Nullable String type,
    @Nullable String account,
    @Nullable String region,
    @Nullable String identifier,
    int limit) {

  /** All of them. */
  public static ResourceQuestion any() {
    return new ResourceQuestion(null, null, null, null, null, 500);
  }

  /** All of one kind. */
  public static ResourceQuestion of(String service, String type) {
    return new ResourceQuestion(service, type, null, null, null, 500);
  }
}
