package dev.countersign.policy.calendars;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import org.jspecify.annotations.Nullable;

/**
 * How something comes again. The library reckons as if every day had 24 hours: what a clock does to
 * it is a question of its own, and one that must not be left to the zone of this machine.
 */
final class Rule {
  private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
  private static final Set<String> KNOWN =
      Set.of(
          "FREQ",
          "INTERVAL",
          "COUNT",
          "UNTIL",
          "WKST",
          "BYSECOND",
          "BYMINUTE",
          "BYHOUR",
          "BYDAY",
          "BYMONTHDAY",
          "BYYEARDAY",
          "BYWEEKNO",
          "BYMONTH",
          "BYSETPOS");
  private static final int LONGEST = 500;
  private static final int MOST_TIMES_A_DAY = 24;
  private static final int MOST = 3_000;
  private static final int WIDEST = 1_000;

  private final Recur<ZonedDateTime> recur;
  private final Until goesOn;

  private Rule(Recur<ZonedDateTime> recur, Until goesOn) {
    this.recur = recur;
    this.goesOn = goesOn;
  }

  /**
   * Reads an RRULE.
   *
   * @throws CalendarRefused where it is not one, or would come too often
   */
  static Rule read(Property said) {
    var parts = parts(said);
    if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
      throw said.refused("must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY");
    }
    number(said, parts, "INTERVAL", WIDEST);
    number(said, parts, "COUNT", MOST);
    if (size(parts, "BYHOUR") * size(parts, "BYMINUTE") * size(parts, "BYSECOND")
        > MOST_TIMES_A_DAY) {
      throw said.refused("comes more than 24 times a day");
    }
    var until = until(said, parts.remove("UNTIL"));
    var text =
        parts.entrySet().stream()
            .map(part -> part.getKey() + '=' + part.getValue())
            .collect(Collectors.joining(";"));
    try {
      return new Rule(new Recur<>(text, false), until);
    } catch (RuntimeException e) {
      throw new CalendarRefused(said.line(), "RRULE cannot be read: " + e.getMessage(), e);
    }
  }

  /** When it begins on the clock, in order, from the first time to the second at least. */
  Stream<LocalDateTime> starts(LocalDateTime seed, LocalDateTime from, LocalDateTime to) {
    return recur
        .getDatesAsStream(
            seed.atZone(ZoneOffset.UTC), from.atZone(ZoneOffset.UTC), to.atZone(ZoneOffset.UTC), -1)
        .map(ZonedDateTime::toLocalDateTime);
  }

  /** Whether its UNTIL lets it begin then. */
  boolean goesOn(LocalDateTime local, Instant moment) {
    return goesOn.lets(local, moment, null);
  }

  /**
   * Whether its UNTIL lets a whole day begin then. One that is written as a time of the world is
   * meant as that day by some programs, and as the moment at which the day begins by others: west
   * of UTC these differ by a day, and the reading says which of them holds.
   */
  boolean goesOn(LocalDateTime local, Instant moment, Reading reading) {
    return goesOn.lets(local, moment, reading);
  }

  @FunctionalInterface
  private interface Until {
    /**
     * @param days how whole days are read; null for anything else
     */
    boolean lets(LocalDateTime local, Instant moment, @Nullable Reading days);
  }

  private static Map<String, String> parts(Property said) {
    if (said.value().length() > LONGEST) {
      throw said.refused("is longer than 500 characters");
    }
    var parts = new LinkedHashMap<String, String>();
    for (var part : said.value().toUpperCase(Locale.ROOT).split(";")) {
      var equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals).strip();
      if (equals < 0 || !KNOWN.contains(name)) {
        throw said.refused("has a part that is not understood here: " + part);
      }
      if (parts.put(name, part.substring(equals + 1).strip()) != null) {
        throw said.refused("says %s twice".formatted(name));
      }
    }
    return parts;
  }

  /**
   * Until when, by what it is written as: a time of the world, a time on the clock of the event, or
   * a day, which is meant as a whole.
   */
  private static Until until(Property said, @Nullable String value) {
    if (value == null) {
      return (local, moment, days) -> true;
    }
    var written = new Property("UNTIL", Map.of(), value, said.line());
    if (Times.isDate(written)) {
      var day = Times.date(written);
      return (local, moment, days) -> !local.toLocalDate().isAfter(day);
    }
    var time = Times.local(written);
    if (value.endsWith("Z")) {
      var last = time.toInstant(ZoneOffset.UTC);
      return (local, moment, days) -> {
        var asMoment = !moment.isAfter(last);
        var asDay = !local.toLocalDate().isAfter(time.toLocalDate());
        if (days == null) {
          return asMoment;
        }
        return days == Reading.LONGEST ? asMoment || asDay : asMoment && asDay;
      };
    }
    return (local, moment, days) -> !local.isAfter(time);
  }

  private static void number(Property said, Map<String, String> parts, String name, int most) {
    var value = parts.get(name);
    if (value != null && (!value.matches("[0-9]{1,5}") || out(Integer.parseInt(value), most))) {
      throw said.refused("has a %s that is not between 1 and %,d".formatted(name, most));
    }
  }

  private static boolean out(int value, int most) {
    return value < 1 || value > most;
  }

  private static int size(Map<String, String> parts, String name) {
    var list = parts.get(name);
    return list == null ? 1 : list.split(",", -1).length;
  }
}
