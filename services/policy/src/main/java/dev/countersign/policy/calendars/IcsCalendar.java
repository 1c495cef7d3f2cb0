package dev.countersign.policy.calendars;

import dev.countersign.policy.core.freeze.FreezeCalendar;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WallClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A calendar file, read. Its rules are kept and worked out a year at a time, when somebody asks;
 * equal files give equal answers, whichever years were asked for before.
 */
public final class IcsCalendar implements FreezeCalendar {
  private static final int MOST_OCCURRENCES = 20_000;
  private static final int YEARS_KEPT = 8;

  private final List<Series> events;

  /** What it is called while it is closed; null where it is open but for its events. */
  private final @Nullable String openings;

  private final Map<Integer, List<Span>> years =
      new LinkedHashMap<>(YEARS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Span>> eldest) {
          return size() > YEARS_KEPT;
        }
      };

  private final byte[] meaning;

  private IcsCalendar(List<Series> events, @Nullable String openings, byte[] meaning) {
    this.events = events;
    this.openings = openings;
    this.meaning = meaning;
  }

  /** The same for every file that says the same, whenever and by whatever it was exported. */
  public byte[] meaning() {
    return meaning.clone();
  }

  /**
   * Reads a calendar, and works out two years, so that one with too much in it is found out now.
   *
   * @param text the file
   * @param zone for what has no time zone; null where the settings name none
   * @param at about when the calendar is to be used
   * @throws CalendarRefused naming the line and the mistake
   */
  public static IcsCalendar read(String text, @Nullable ZoneId zone, Instant at) {
    try {
      var parts = PartsReader.read(text);
      var events = SeriesReader.read(parts, new Zones(parts, zone));
      var calendar = new IcsCalendar(events, openings(parts), Meaning.of(parts));
      var year = at.atOffset(ZoneOffset.UTC).getYear();
      calendar.year(year);
      calendar.year(year + 1);
      return calendar;
    } catch (CalendarRefused e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever the library stumbles over: a file must not end the service that reads it.
      throw new CalendarRefused(0, "the calendar cannot be worked out: " + e.getMessage(), e);
    }
  }

  /** What a closed calendar is called; null for one that is open but for its events. */
  private static @Nullable String openings(Part calendar) {
    var type = calendar.one("X-CALENDAR-TYPE").orElse(null);
    if (type == null) {
      return null;
    }
    return switch (type.value().strip().toUpperCase(Locale.ROOT)) {
      case "DEFAULT_OPEN" -> null;
      case "DEFAULT_CLOSED" -> {
        var name = calendar.text("X-WR-CALNAME");
        yield "closed" + (name.isEmpty() ? "" : ": " + name);
      }
      default -> throw type.refused("must be DEFAULT_OPEN or DEFAULT_CLOSED");
    };
  }

  @Override
  public List<Span> spans(Instant from, Instant to) {
    return IntStream.rangeClosed(yearOf(from), yearOf(to))
        .mapToObj(this::year)
        .flatMap(List::stream)
        .filter(span -> span.meets(from, to))
        .distinct()
        .sorted(Span.IN_TIME)
        .toList();
  }

  private static int yearOf(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).getYear();
  }

  private synchronized List<Span> year(int year) {
    var known = years.get(year);
    if (known == null) {
      known = workedOut(start(year), start(year + 1));
      years.put(year, known);
    }
    return known;
  }

  private static Instant start(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private List<Span> workedOut(Instant from, Instant to) {
    var reading = openings == null ? Reading.LONGEST : Reading.SHORTEST;
    var spans =
        events.stream()
            .flatMap(event -> event.spans(from, to, reading))
            .filter(span -> span.meets(from, to))
            .limit(MOST_OCCURRENCES + 1L)
            .sorted(Span.IN_TIME)
            .toList();
    if (spans.size() > MOST_OCCURRENCES) {
      throw new CalendarRefused(0, "the calendar has more than 20,000 occurrences in a year");
    }
    return openings == null ? spans : between(spans, from, to);
  }

  /** What is left of a year between the openings; what goes on comes in the next year's part. */
  private List<Span> between(List<Span> spans, Instant from, Instant to) {
    var closed = new ArrayList<Span>();
    var since = from;
    for (var opening : spans) {
      if (opening.begins().isAfter(since)) {
        closed.add(closed(since, opening.begins()));
      }
      since = opening.ends().isAfter(since) ? opening.ends() : since;
    }
    if (since.isBefore(to)) {
      closed.add(closed(since, to));
    }
    return closed;
  }

  private Span closed(Instant from, Instant to) {
    var clock = events.isEmpty() ? WallClock.UTC : events.getFirst().clock();
    return new Span(Objects.requireNonNull(openings), clock.name(), clock.at(from), clock.at(to));
  }
}
