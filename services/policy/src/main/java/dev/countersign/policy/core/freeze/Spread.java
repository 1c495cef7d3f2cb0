package dev.countersign.policy.core.freeze;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * Starts what waited one after the other: everything at the same moment is what RDS throttles and
 * what nobody can watch.
 */
public final class Spread {
  /**
   * How long after the freeze this operation starts: less than the whole, and the same whenever it
   * is asked for.
   */
  public static Duration after(String operationId, Duration whole) {
    var sum = new CRC32();
    sum.update(operationId.getBytes(StandardCharsets.UTF_8));
    return Duration.ofMillis(sum.getValue() * whole.toMillis() >>> 32);
  }

  private Spread() {}
}
