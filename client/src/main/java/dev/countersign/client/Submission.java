package dev.countersign.client;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Made once and submitted as often as it takes: under its idempotency key it is
 * one operation.
 *
 * @param on what it is to be done to
 * @param prefer how long the answer may wait, as RFC 7240 writes it
 * @param breakGlass null but in an emergency
 * @param freezeOverride null where it is not to be begun in a freeze
 */
public record Submission(
    String operation,
    Target on,
    Map<String, Object> parameters,
    String idempotencyKey,
    @Nullable String prefer,
    @Nullable Justification breakGlass,
    @Nullable Justification freezeOverride) {

  /** How the API lets a resource be named. */
  public sealed interface Target {}

  /** An instance: identifier, {@code account:region:identifier}, ARN or key. */
  public record InstanceId(String id) implements Target {}

  /** A cluster: identifier, {@code account:region:identifier}, ARN or key. */
  public record ClusterId(String id) implements Target {}

  /** A resource of any type: key or ARN. */
  public record ResourceKeyOrArn(String name) implements Target {}

  /** Under a new key; the answer waits for policy's decision, two seconds at most. */
  public static Submission of(String operation, Target on, Map<String, Object> parameters) {
    return new Submission(
        operation, on, parameters, UUID.randomUUID().toString(), null, null, null);
  }

  /** On an instance. */
  public static Submission of(String operation, String instanceId, Map<String, Object> parameters) {
    return of(operation, new InstanceId(instanceId), parameters);
  }

  public Submission underKey(String key) {
    return new Submission(operation, on, parameters, key, prefer, breakGlass, freezeOverride);
  }

  /**
   * Answered when the operation has ended, or after this time, of which 35 minutes count at most.
   */
  public Submission waiting(Duration time) {
    var wait = "wait=" + time.toSeconds();
    return new Submission(
        operation, on, parameters, idempotencyKey, wait, breakGlass, freezeOverride);
  }

  /** Answered as soon as the request is durable. */
  public Submission asSoonAsDurable() {
    return new Submission(
        operation, on, parameters, idempotencyKey, "respond-async", breakGlass, freezeOverride);
  }

  /** In an emergency: approvals and freezes are skipped, where the rules allow it. */
  public Submission breakingGlass(String reason) {
    var why = new Justification(reason);
    return new Submission(operation, on, parameters, idempotencyKey, prefer, why, freezeOverride);
  }

  /** To be begun in a freeze, where a rule lets people agree to that and they do. */
  public Submission overridingFreezes(String reason) {
    var why = new Justification(reason);
    return new Submission(operation, on, parameters, idempotencyKey, prefer, breakGlass, why);
  }

  /** Why somebody asks for an exception from the rules. */
  public record Justification(String reason) {}

  /**
   * What came of it.
   *
   * @param replayed whether the key was known: the operation is that of an earlier request
   */
  public record Accepted(Operation operation, boolean replayed) {}

  /** The body of the request. */
  record Body(
      String operation,
      @Nullable String resource,
      @Nullable String instanceId,
      @Nullable String clusterId,
      Map<String, Object> parameters,
      @Nullable Justification breakGlass,
      @Nullable Justification freezeOverride) {}

  Body body() {
    return switch (on) {
      case InstanceId(var id) ->
          new Body(operation, null, id, null, parameters, breakGlass, freezeOverride);
      case ClusterId(var id) ->
          new Body(operation, null, null, id, parameters, breakGlass, freezeOverride);
      case ResourceKeyOrArn(var name) ->
          new Body(operation, name, null, null, parameters, breakGlass, freezeOverride);
    };
  }
}
