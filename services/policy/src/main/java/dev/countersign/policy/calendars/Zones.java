package dev.countersign.policy.calendars;

import dev.countersign.policy.core.freeze.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar's time zones are called. A known name means the zone of the time zone database,
 * whatever the file says of it: programs write definitions that were right when they were made. A
 * name of Windows is one of those by the Unicode CLDR's table. Only a name that is neither has the
 * definition that the file gives for it.
 */
final class Zones {
  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();
  private static final Properties WINDOWS = windows();

  private final Map<String, Part> defined = new HashMap<>();
  private final Map<String, WallClock> clocks = new HashMap<>();
  private final @Nullable WallClock ownOrSet;

  /**
   * The zones of a calendar.
   *
   * @param set where what has no zone is meant, by the settings; null where they do not say
   */
  Zones(Part calendar, @Nullable ZoneId set) {
    for (var definition : calendar.parts("VTIMEZONE")) {
      definition.one("TZID").ifPresent(id -> defined.putIfAbsent(id.value(), definition));
    }
    if (set != null) {
      ownOrSet = new WallClock(set.getId(), set.getRules());
    } else {
      ownOrSet = calendar.one("X-WR-TIMEZONE").map(zone -> named(zone.value(), zone)).orElse(null);
    }
  }

  /** The clock of a property's TZID. */
  WallClock of(String id, Property at) {
    return named(id, at);
  }

  /** The clock for what has no zone of its own. */
  WallClock ofTheCalendar(Property at) {
    if (ownOrSet == null) {
      throw at.refused(
          "has no time zone, and the calendar has no X-WR-TIMEZONE: name a time_zone in the"
              + " settings of this freeze");
    }
    return ownOrSet;
  }

  private WallClock named(String id, Property at) {
    var known = clocks.get(id);
    if (known == null) {
      known = find(id, at);
      clocks.put(id, known);
    }
    return known;
  }

  private WallClock find(String id, Property at) {
    var name = known(id);
    if (name != null) {
      return new WallClock(name, ZoneId.of(name).getRules());
    }
    var definition = defined.get(id);
    if (definition == null) {
      throw at.refused(
          "names the time zone %s, which is neither known nor defined in the file".formatted(id));
    }
    var location = definition.one("X-LIC-LOCATION").map(Property::value).orElse("");
    return KNOWN.contains(location)
        ? new WallClock(location, ZoneId.of(location).getRules())
        : new WallClock(id, DefinedZone.rules(definition));
  }

  /**
   * Some programs put their own name and a date before it: /mozilla.org/20050126_1/Europe/Berlin.
   */
  private static @Nullable String known(String id) {
    for (var rest = id; !rest.isEmpty(); rest = afterSlash(rest)) {
      if (KNOWN.contains(rest)) {
        return rest;
      }
    }
    return WINDOWS.getProperty(id);
  }

  private static String afterSlash(String id) {
    var slash = id.indexOf('/');
    return slash < 0 ? "" : id.substring(slash + 1);
  }

  private static Properties windows() {
    var table = new Properties();
    try (var in = Zones.class.getResourceAsStream("/windows-zones.properties")) {
      table.load(Objects.requireNonNull(in));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
