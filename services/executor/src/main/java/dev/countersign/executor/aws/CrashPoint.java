package dev.countersign.executor.aws;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Places at which a test can have the process die as if it had been killed. Off unless the system
 * property {@code dev.countersign.executor.crash-at} names them, each with its probability: {@code
 * AFTER_INTENT=1,AFTER_CALL=0.03}.
 */
enum CrashPoint {
  /** The intent is on record, the call has not been made. */
  AFTER_INTENT,
  /** The service has taken the call, and nothing of it is on record. */
  AFTER_CALL;

  private static final int AS_KILL_9 = 137;

  private final double probability =
      Arrays.stream(System.getProperty("dev.countersign.executor.crash-at", "").split(",", -1))
          .filter(one -> one.startsWith(name() + '='))
          .mapToDouble(one -> Double.parseDouble(one.substring(one.indexOf('=') + 1)))
          .findFirst()
          .orElse(0);

  void reached() {
    if (probability > 0 && ThreadLocalRandom.current().nextDouble() < probability) {
      Runtime.getRuntime().halt(AS_KILL_9);
    }
  }
}
