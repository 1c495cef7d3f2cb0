package dev.countersign.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which operations are listed; null leaves a condition out.
 *
 * @param resource a key or an ARN; at most one of it, {@code instanceId} and {@code clusterId}
 * @param success ended with success or without; of those whose outcome is known
 * @param from requested then or later
 * @param to requested before
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
    @Nullable Boolean success,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Order order,
    int limit) {

  /** Which comes first; the newest where nothing is said. */
  public enum Order {
    NEWEST,
    OLDEST;

    /** As the API has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All of them. */
  public static OperationQuestion any() {
    return new OperationQuestion(
        null, null, null, null, null, null, null, null, null, null, null, 200);
  }
}
