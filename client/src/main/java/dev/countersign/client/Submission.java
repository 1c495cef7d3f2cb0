package dev.countersign.client;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Made once and submitted as often as it takes: under its idempotency key it is
 * one operation.
 *
 * @param prefer how long the answer may wait, as RFC 7240 writes it
 */
public record Submission(
    String operation,
    String instanceId,
    Map<String, Object> parameters,
    String idempotencyKey,
    @Nullable String prefer) {

  /** Under a new key; the answer waits for policy's decision, two seconds at most. */
  public static Submission of(String operation, String instanceId, Map<String, Object> parameters) {
    return new Submission(operation, instanceId, parameters, UUID.randomUUID().toString(), null);
  }

  public Submission underKey(String key) {
    return new Submission(operation, instanceId, parameters, key, prefer);
  }

  /** Answered when the operation has ended, or after this time, of which 300 s count at most. */
  public Submission waiting(Duration time) {
    var wait = "wait=" + time.toSeconds();
    return new Submission(operation, instanceId, parameters, idempotencyKey, wait);
  }

  /** Answered as soon as the request is durable. */
  public Submission asSoonAsDurable() {
    return new Submission(operation, instanceId, parameters, idempotencyKey, "respond-async");
  }

  /**
   * What came of it.
   *
   * @param replayed whether the key was known: the operation is that of an earlier request
   */
  public record Accepted(Operation operation, boolean replayed) {}

  /** The body of the request. */
  record Body(String operation, String instanceId, Map<String, Object> parameters) {}

  Body body() {
    return new Body(operation, instanceId, parameters);
  }
}
