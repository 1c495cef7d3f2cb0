package dev.countersign.client;

import org.jspecify.annotations.Nullable;

/**
 * Which resources are listed; null leaves a condition out.
 *
 * @param service for example {@code rds}
 * @param type as in the key, for example {@code cluster}
 * @param tag {@code Team}, or {@code Team=Billing}
 * @param environment as policy classifies it now: a page may be empty and still not be the last
 * @param limit how many a page has, 500 at most
 */
public record ResourceQuestion(
    @Nullable String service,
    @Nullable String type,
    @Nullable String account,
    @Nullable String region,
    @Nullable String identifier,
    @Nullable String engine,
    @Nullable String status,
    @Nullable String tag,
    @Nullable String environment,
    int limit) {

  /** All of them. */
  public static ResourceQuestion any() {
    return new ResourceQuestion(null, null, null, null, null, null, null, null, null, 500);
  }

  /** All of one kind. */
  public static ResourceQuestion of(String service, String type) {
    return new ResourceQuestion(service, type, null, null, null, null, null, null, null, 500);
  }
}
