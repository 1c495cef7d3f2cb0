package dev.countersign.audit.edge;

import java.util.Locale;

/**
 * Every kind of problem that this service finds. Those that the gateway finds as well have the same
 * names, statuses and titles there: docs/api.md lists them all.
 */
public enum ProblemType {
  INVALID_QUERY_PARAMETER(400, "A query parameter is not valid"),
  UNAUTHENTICATED(401, "A valid bearer token is needed"),
  FORBIDDEN(403, "Nobody may do this"),
  NOT_FOUND(404, "There is nothing here"),
  NOT_IN_LEDGER(404, "The ledger does not have it"),
  METHOD_NOT_ALLOWED(405, "This method is not offered here"),
  NOT_ACCEPTABLE(406, "No answer is offered in this media type"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  TOO_MANY_READS(503, "Too many large answers are being made"),
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

  /** For example {@code not-found}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
