package dev.countersign.executor.rds;

/** Turns failed looks and refused sessions into words. */
public final class ReadFault {
  /** One line, for a log or a progress event. */
  public static String words(Throwable thrown) {
    return FaultReading.words(thrown);
  }

  private ReadFault() {}
}
