package dev.countersign.workbench.testing;

/** Tests with a mistake in them. The message names file, line and field. */
final class TestsNotRead extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  TestsNotRead(String reason) {
    super(reason);
  }

  TestsNotRead(String reason, Exception cause) {
    super(reason, cause);
  }
}
