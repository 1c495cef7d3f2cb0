package dev.countersign.audit.store;

/**
 * What is stored does not match what was signed. Somebody changed the ledger, or the database lost
 * what it had confirmed; appending would make it look whole again, so nothing is appended.
 */
public final class LedgerBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerBroken(String reason) {
    super(reason);
  }
}
