package dev.countersign.executor.rds;

/** Turns failed looks and refused sessions into words. */
public final class ReadFault {
  /** One line, for a log or a progress event. */
  public static String words(Throwable thrown) {
    return FaultReading.words(thrown);
  }

  /** Whether the role does not allow it; another look would be refused just the same. */
  public static boolean notPermitted(Throwable thrown) {
    return FaultReading.notPermitted(thrown);
  }

  private ReadFault() {}
}
