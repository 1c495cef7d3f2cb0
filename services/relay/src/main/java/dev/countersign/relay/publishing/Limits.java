package dev.countersign.relay.publishing;

import java.time.Duration;

/**
 * How much at once, and how often.
 *
 * @param lookEvery the safety net under lost wake-ups
 * @param round how many are looked for at once
 * @param underway with so many not confirmed or not noted down, no more are sent
 */
public record Limits(Duration lookEvery, int round, int underway) {
  private static final int ROUND = 500;
  private static final int UNDERWAY = 2_000;

  public static Limits usual(Duration lookEvery) {
    return new Limits(lookEvery, ROUND, UNDERWAY);
  }
}
