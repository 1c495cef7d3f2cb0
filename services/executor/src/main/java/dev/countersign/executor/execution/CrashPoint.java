package dev.countersign.executor.execution;

/**
 * Places at which a test can have the process die as if it had been killed. Off unless the system
 * property {@code dev.countersign.executor.crash-at} names one.
 */
enum CrashPoint {
  /** The intent is on record, the call has not been made. */
  AFTER_INTENT,
  /** RDS has taken the call, and nothing of it is on record. */
  AFTER_CALL;

  private static final String CHOSEN = System.getProperty("dev.countersign.executor.crash-at", "");
  private static final int AS_KILL_9 = 137;

  void reached() {
    if (name().equals(CHOSEN)) {
      Runtime.getRuntime().halt(AS_KILL_9);
    }
  }
}
