package dev.countersign.executor.sweep;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How soon the next round may begin. One operation is looked at as soon as it wants; the more there
 * are, the longer a round waits for others, so that calls do not grow with operations. Where AWS
 * lets few calls through, looking leaves room for the calls that do something.
 */
final class Rhythm {
  private static final int FEW = 8;
  private static final Duration FOR_EACH = Duration.ofMillis(4);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int PAGE = 100;
  // Looking takes one call in so many.
  private static final int SHARE = 2;
  private static final Duration NOT_WORTH_IT = Duration.ofMillis(250);

  private final IntFunction<Duration> timeFor;
  private long last;
  private Duration room = Duration.ZERO;

  /**
   * @param timeFor how long a number of calls takes at the present pace
   * @param now monotonic
   */
  Rhythm(IntFunction<Duration> timeFor, long now) {
    this.timeFor = timeFor;
    this.last = now - LONGEST.toNanos();
  }

  /**
   * @param due when somebody wants to look
   * @param watched how many operations are being looked at by now and then
   */
  long notBefore(long due, int watched) {
    var shared = FOR_EACH.multipliedBy(Math.max(0, watched - FEW));
    var gap = shared.compareTo(LONGEST) < 0 ? shared : LONGEST;
    var earliest = last + (gap.compareTo(room) > 0 ? gap : room).toNanos();
    return due - earliest > 0 ? due : earliest;
  }

  /** A round for so many begins. */
  void begins(long now, int looks) {
    last = now;
    var needed = timeFor.apply(SHARE * ((looks + PAGE - 1) / PAGE));
    room = needed.compareTo(NOT_WORTH_IT) < 0 ? Duration.ZERO : needed;
  }
}
