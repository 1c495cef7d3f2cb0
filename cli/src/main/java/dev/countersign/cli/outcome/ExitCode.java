package dev.countersign.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.ProblemException;
import java.util.Set;

/** What a pipeline can trust. */
public enum ExitCode {
  /** Done, or accepted. */
  DONE(0),
  /** Nobody thought of this. */
  UNEXPECTED(1),
  /** The command is wrong, or the API cannot read what was asked for. */
  USAGE(2),
  /** Policy or another person refused, or it cannot be done as things stand. */
  REFUSED(3),
  /** Not signed in, or not allowed to ask. */
  NOT_ALLOWED(4),
  /** There is no such thing, or there are several. */
  NOT_FOUND(5),
  /** The operation has ended, and is not done. */
  UNSUCCESSFUL(6),
  /** Nobody knows whether the operation is done: look before you repeat it. */
  INDETERMINATE(7),
  /** Accepted and still going when the time was over. */
  STILL_GOING(8),
  /** Accepted, and waits for the approval of people. */
  WAITS_FOR_APPROVAL(9),
  /** Not now: repeat it, with the same key. */
  TRANSIENT(75),
  /** Interrupted; what was asked for goes on. */
  INTERRUPTED(130);

  private static final Set<Integer> FOR_NOW = Set.of(429, 502, 503, 504);

  /** Not this person, whatever the operation is; no decision of policy. */
  private static final Set<String> NOT_THEIRS =
      Set.of("own-request", "not-yours-to-vote", "own-break-glass");

  private static final String IN_FLIGHT = "idempotency-in-flight";

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Of an answer that was no success. */
  public static ExitCode of(ProblemException refused) {
    var problem = refused.problem();
    // A decision is about an operation, which it names.
    return of(refused.status(), problem.name(), problem.operationId() != null);
  }

  static ExitCode of(int status, String problem, boolean ofAnOperation) {
    if (FOR_NOW.contains(status) || problem.equals(IN_FLIGHT)) {
      return TRANSIENT;
    }
    return switch (status) {
      case 401 -> NOT_ALLOWED;
      case 403 -> ofAnOperation && !NOT_THEIRS.contains(problem) ? REFUSED : NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 409 -> REFUSED;
      case 400 -> problem.startsWith("ambiguous-") ? NOT_FOUND : USAGE;
      case 405, 406, 413, 415, 422 -> USAGE;
      default -> UNEXPECTED;
    };
  }

  /** Of an operation that somebody waited for, or that has ended before they could. */
  public static ExitCode of(JsonNode operation) {
    if (operation.path("success").asBoolean()) {
      return DONE;
    }
    var found = operation.path("success").isBoolean();
    return switch (operation.path("status").asText()) {
      case "rejected" ->
          operation.path("code").asText().equals("cancelled") ? UNSUCCESSFUL : REFUSED;
      case "approval-expired", "cancelled", "failed", "timed-out" -> UNSUCCESSFUL;
      // Somebody has looked, and it did not happen.
      case "indeterminate" -> found ? UNSUCCESSFUL : INDETERMINATE;
      case "succeeded" -> DONE;
      case "approval-required" -> WAITS_FOR_APPROVAL;
      default -> STILL_GOING;
    };
  }
}
