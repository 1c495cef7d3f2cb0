package dev.countersign.policy.cases;

/** Somebody else has moved the case since it was read. Reading it again helps. */
final class CaseMoved extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CaseMoved(String operationId) {
    super("the case of operation %s was moved meanwhile".formatted(operationId));
  }
}
