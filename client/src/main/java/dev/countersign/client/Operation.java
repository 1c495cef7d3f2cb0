package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the gateway shows it; what is not known yet is null. The OpenAPI document says
 * what each field means.
 *
 * @param resource what it is done to
 * @param instanceId the DBInstanceIdentifier; null where it is not done to an instance
 * @param instance null where it is not done to an instance
 * @param success null while it is not known, which it may stay
 */
public record Operation(
    String operationId,
    String operation,
    ResourceRef resource,
    @Nullable String instanceId,
    @Nullable InstanceRef instance,
    Status status,
    @Nullable Boolean success,
    JsonNode parameters,
    Requester requester,
    Instant requestedAt,
    @Nullable Instant decidedAt,
    @Nullable String environment,
    @Nullable String classifiedBy,
    @Nullable List<String> rules,
    @Nullable String rulesVersion,
    @Nullable Instant decisionExpiresAt,
    @Nullable Instant heldUntil,
    @Nullable Approval approval,
    @Nullable String code,
    @Nullable String message,
    @Nullable String nextStep,
    @Nullable ChangeRequest changeRequest,
    @Nullable Integer place,
    @Nullable String behind,
    @Nullable Instant notBefore,
    @Nullable Instant startedAt,
    @Nullable Integer attempt,
    @Nullable Progress progress,
    @Nullable Instant finishedAt,
    @Nullable Double durationSeconds,
    @Nullable JsonNode result,
    @Nullable Fault fault,
    @Nullable Instant completedLateAt,
    @Nullable String evidenceId,
    @Nullable List<Evidence> evidence,
    @Nullable Resolution resolution,
    @Nullable Cancellation cancel,
    @Nullable BreakGlass breakGlass,
    Submission.@Nullable Justification freezeOverride,
    String correlationId,
    int version,
    Map<String, String> links) {

  /**
   * Which resource.
   *
   * @param type service and type, for example {@code rds:cluster}
   * @param identifier what it was called when the operation was requested
   */
  public record ResourceRef(
      String key, String type, String identifier, String account, String region) {}

  /** Which instance, under the key that no rename changes. */
  public record InstanceRef(String key, String account, String region) {}

  /** Who asked. */
  public record Requester(String subject, @Nullable String name, List<String> groups) {}

  /**
   * What is needed from people, and their votes so far.
   *
   * @param missing who still has to agree
   * @param ballotHash what a vote is bound to
   * @param changed what has changed since they were asked before; null when they were asked once
   */
  public record Approval(
      List<String> titles,
      List<Need> quorum,
      List<Need> missing,
      String ballotHash,
      int round,
      @Nullable String instanceClass,
      Instant expiresAt,
      long startWithinSeconds,
      @Nullable List<Drift> changed,
      List<Vote> votes,
      @Nullable Integer votesTotal,
      List<String> voters,
      @Nullable List<Delegate> delegates) {}

  /** Somebody who may vote in another person's stead for a time. */
  public record Delegate(
      String subject, String of, List<String> groups, Instant from, Instant until) {}

  /** So many members of a group. */
  public record Need(String group, int count) {}

  /** Something that has changed since people were asked. */
  public record Drift(String field, String before, String now) {}

  /**
   * Somebody's vote.
   *
   * @param counted null until policy has answered
   */
  public record Vote(
      String voter,
      @Nullable String name,
      String verdict,
      @Nullable String comment,
      Instant votedAt,
      @Nullable Boolean counted,
      @Nullable String refused,
      @Nullable List<String> onBehalfOf,
      @Nullable List<Opinion.Condition> conditions) {}

  /** A ready-made request to be filed where policy refused. */
  public record ChangeRequest(String title, String body, Map<String, String> fields) {}

  /** How far RDS is. */
  public record Progress(
      @Nullable String phase, @Nullable Integer percent, @Nullable String message) {}

  /**
   * Approvals and freezes that were to be skipped.
   *
   * @param usedAt null where policy did not allow it
   * @param review {@code open} or {@code closed}; null where it was not used
   */
  public record BreakGlass(
      String reason,
      @Nullable Instant usedAt,
      @Nullable List<String> skipped,
      @Nullable String review,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      @Nullable String closedByName,
      @Nullable String comment,
      @Nullable String refused) {}

  /** Why it failed, and what to do. */
  public record Fault(
      String code,
      @Nullable String awsCode,
      @Nullable String awsRequestId,
      String meaning,
      String nextStep,
      @Nullable String help) {}

  /** Something that was seen of an indeterminate operation. */
  public record Evidence(String source, Map<String, String> facts, Instant seenAt) {}

  /** What a person found out about an indeterminate operation. */
  public record Resolution(
      @Nullable Instant requestedAt,
      @Nullable String requestedBy,
      @Nullable String outcome,
      @Nullable String comment,
      @Nullable Boolean granted,
      @Nullable String refused,
      @Nullable Instant resolvedAt) {}

  /** The wish to cancel, and what came of it. */
  public record Cancellation(
      @Nullable Instant requestedAt,
      @Nullable String requestedBy,
      @Nullable String reason,
      @Nullable Boolean granted,
      @Nullable String refused,
      @Nullable String effect) {}
}
