package dev.countersign.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All freezes at a moment.
 *
 * @param rulesVersion the rules, settings and calendars that are in force
 * @param timeZones the version of the time zone database that the times were worked out with
 */
public record FreezeState(Instant at, String rulesVersion, String timeZones, List<Freeze> freezes) {

  /**
   * One of them.
   *
   * @param waiting what becomes of a request that comes while it binds: {@code start-after} or
   *     {@code send-back}
   * @param now what is going on
   * @param next what begins later, five at most
   * @param unreadable null while its calendar can be read
   */
  public record Freeze(
      String title,
      String calendar,
      Scope binds,
      String waiting,
      boolean frozen,
      List<Occurrence> now,
      List<Occurrence> next,
      @Nullable Unreadable unreadable) {}

  /** What a freeze binds; null is no limit. */
  public record Scope(
      @Nullable List<String> environments,
      @Nullable List<String> accounts,
      @Nullable Map<String, List<String>> tags,
      @Nullable List<String> operations) {}

  /**
   * One time that a freeze is in force.
   *
   * @param begins with the offset of its zone
   * @param ends with the offset of its zone
   */
  public record Occurrence(
      String title,
      String timeZone,
      String begins,
      Instant beginsUtc,
      String ends,
      Instant endsUtc) {}

  /**
   * A calendar that cannot be read: it holds as it was until then, and production is frozen after.
   */
  public record Unreadable(Instant since, Instant reliedOnUntil, String reason) {}
}
