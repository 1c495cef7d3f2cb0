package dev.countersign.cli.audit;

/** The ledger does not prove itself. */
final class NotProven extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotProven(String seen) {
    super(seen);
  }

  static void unless(boolean proven, String seen) {
    if (!proven) {
      throw new NotProven(seen);
    }
  }

  String seen() {
    return String.valueOf(getMessage());
  }
}
