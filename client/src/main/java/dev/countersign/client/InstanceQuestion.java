package dev.countersign.client;

import org.jspecify.annotations.Nullable;

/**
 * Which instances are listed; null leaves a condition out.
 *
 * @param tag {@code Team}, or {@code Team=Billing}
 * @param environment as policy classifies it now: a page may be empty and still not be the last
 * @param limit how many a page has, 500 at most
 */
public record InstanceQuestion(
    @Nullable String account,
    @Nullable String region,
    @Nullable String identifier,
    @Nullable String engine,
    @Nullable String status,
    @Nullable String tag,
    @Nullable String environment,
    int limit) {

  /** By what most ask for. */
  public InstanceQuestion(
      @Nullable String account, @Nullable String region, @Nullable String identifier, int limit) {
    this(account, region, identifier, null, null, null, null, limit);
  }

  /** All of them. */
  public static InstanceQuestion any() {
    return new InstanceQuestion(null, null, null, 500);
  }
}
