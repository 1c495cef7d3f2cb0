package dev.countersign.client;

import org.jspecify.annotations.Nullable;

/**
 * Which operations are listed; null leaves a condition out.
 *
 * @param resource a key or an ARN; at most one of it, {@code instanceId} and {@code clusterId}
 * @param limit how many a page has, 200 at most
 */
public record OperationQuestion(
    @Nullable String resource,
    @Nullable String instanceId,
    @Nullable String clusterId,
    @Nullable String operation,
    @Nullable Status status,
    @Nullable String requester,
    @Nullable String environment,
    int limit) {

  /** All of them. */
  public static OperationQuestion any() {
    return new OperationQuestion(null, null, null, null, null, null, null, 200);
  }
}
