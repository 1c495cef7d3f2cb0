package dev.countersign.audit.verify;

/** The ledger is not what its checkpoint says. The message says where, for a person. */
public final class Broken extends Exception {
  private static final long serialVersionUID = 1L;

  Broken(String finding) {
    super(finding);
  }

  Broken(String finding, Exception cause) {
    super(finding, cause);
  }
}
