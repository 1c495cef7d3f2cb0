package dev.countersign.chassis.http;

import java.util.Locale;

/**
 * Every kind of problem that our services find themselves: the one list, which the OpenAPI document
 * and docs/api.md describe. The URI of a kind is released with it and stays. Refusals by policy
 * have a type of their own per decision code ({@link Problem#refusal}).
 */
public enum ProblemType {
  MALFORMED_JSON(400, "The body is not valid JSON"),
  DUPLICATE_KEY(400, "A key is there twice"),
  NESTING_TOO_DEEP(400, "The body is nested too deeply"),
  VALUE_TOO_LONG(400, "A value is too long"),
  MISSING_FIELD(400, "A field is missing"),
  UNKNOWN_FIELD(400, "A field is not known"),
  WRONG_TYPE(400, "A field is of the wrong type"),
  UNKNOWN_OPERATION(400, "The operation is not known"),
  MISSING_PARAMETER(400, "A parameter is missing"),
  UNKNOWN_PARAMETER(400, "A parameter is not known"),
  INVALID_PARAMETER(400, "A parameter is not valid"),
  LOOKS_LIKE_SECRET(400, "A value looks like a secret"),
  INVALID_INSTANCE_ID(400, "The instance_id cannot be read"),
  AMBIGUOUS_INSTANCE(400, "Several instances have this identifier"),
  INVALID_RESOURCE(400, "The resource cannot be read"),
  AMBIGUOUS_RESOURCE(400, "Several resources have this name"),
  WRONG_RESOURCE_TYPE(400, "The operation is done to resources of another type"),
  INVALID_QUERY_PARAMETER(400, "A query parameter is not valid"),
  INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key is not valid"),
  MALFORMED_PATH(400, "The path cannot be read"),
  UNAUTHENTICATED(401, "A valid bearer token is needed"),
  ORIGIN_NOT_ALLOWED(403, "This web origin is not allowed"),
  ADDRESS_BLOCKED(403, "This address is blocked"),
  FORBIDDEN(403, "Nobody may do this"),
  ROLE_REQUIRED(403, "A role is needed"),
  OWN_REQUEST(403, "Nobody approves their own request"),
  NOT_YOURS_TO_VOTE(403, "Others are asked for their approval"),
  OWN_BREAK_GLASS(403, "Nobody reviews their own break-glass"),
  NOT_FOUND(404, "There is nothing here"),
  NOT_IN_LEDGER(404, "The ledger does not have it"),
  INSTANCE_NOT_FOUND(404, "The instance is not in the inventory"),
  RESOURCE_NOT_FOUND(404, "The resource is not in the inventory"),
  OPERATION_NOT_FOUND(404, "The operation does not exist"),
  METHOD_NOT_ALLOWED(405, "This method is not offered here"),
  NOT_ACCEPTABLE(406, "No answer is offered in this media type"),
  IDEMPOTENCY_IN_FLIGHT(409, "The same request is being stored right now"),
  OPERATION_ENDED(409, "The operation has ended"),
  NOTHING_TO_APPROVE(409, "Nobody is asked for approval"),
  BALLOT_CHANGED(409, "What is voted on has changed"),
  NOTHING_TO_REVIEW(409, "There is no open review"),
  NOTHING_TO_RESOLVE(409, "There is nothing to resolve"),
  EVIDENCE_NOT_SEEN(409, "The evidence has to be looked at first"),
  BODY_TOO_LARGE(413, "The body is too large"),
  PARAMETERS_TOO_LARGE(413, "The parameters are too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body has to be JSON"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  TOO_MANY_READS(503, "Too many large answers are being made"),
  TOO_MANY_STREAMS(503, "Too many live streams are open"),
  OUTCOME_UNKNOWN(503, "Whether the request was stored is not known"),
  LEDGER_UNAVAILABLE(503, "The ledger does not answer"),
  POLICY_UNAVAILABLE(503, "Policy does not answer"),
  PREVIEW_UNAVAILABLE(503, "What would happen cannot be found out right now"),
  TEMPORARILY_UNAVAILABLE(503, "The service cannot do this right now");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One line, the same for every problem of this kind. */
  public String title() {
    return title;
  }

  /** For example {@code unknown-field}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
