package dev.countersign.policy.core.freeze;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of freezes.
 *
 * @param calendarPatience how long a calendar that cannot be read any more is relied on as it was
 * @param longestWait how long after it was made a request may be started after a freeze
 * @param startSpread over how long what waited is started
 */
public record FreezeSettings(
    List<Rule> rules, Duration calendarPatience, Duration longestWait, Duration startSpread) {
  public FreezeSettings {
    rules = List.copyOf(rules);
  }

  /**
   * One freeze.
   *
   * @param file its calendar, as it is written in the settings
   * @param zone for what has no time zone in the calendar; null where the settings name none
   */
  public record Rule(
      String title, String file, @Nullable ZoneId zone, FreezeScope scope, WhatWaits whatWaits) {}
}
