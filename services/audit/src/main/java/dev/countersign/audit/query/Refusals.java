package dev.countersign.audit.query;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Query;

/** Questions that have no answer. */
final class Refusals {
  static ProblemFound badParameter(String field, String what) {
    return Query.wrong(
        field, what, "Correct this parameter. docs/ledger.md describes all of them.");
  }

  /** What was asked for is not there, or not there yet. */
  static ProblemFound notInLedger(String detail) {
    return Problem.of(ProblemType.NOT_IN_LEDGER, detail)
        .nextStep("GET /api/ledger/checkpoint says how large the ledger is.")
        .found();
  }

  private Refusals() {}
}
