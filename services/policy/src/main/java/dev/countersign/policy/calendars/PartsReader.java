package dev.countersign.policy.calendars;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/**
 * Takes a file apart. The library's own model is not used: it keeps time zones for the whole
 * process, and looks at the machine's.
 */
final class PartsReader implements ContentHandler {
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_LINES = 50_000;
  private static final int DEEPEST = 5;

  private final int[] lines;
  private final List<Part> calendars = new ArrayList<>();
  private final Deque<Part> open = new ArrayDeque<>();
  private final Map<String, String> parameters = new HashMap<>();
  private String value = "";
  private int next;

  private PartsReader(String text) {
    this.lines = lines(text);
  }

  /**
   * The calendar in a file.
   *
   * @throws CalendarRefused naming the line, where it is not exactly one
   */
  static Part read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new CalendarRefused(0, "the calendar is longer than 1,000,000 characters");
    }
    var reader = new PartsReader(text);
    try {
      new CalendarParserImpl(true).parse(new UnfoldingReader(new StringReader(text), true), reader);
    } catch (ParserException e) {
      throw new CalendarRefused(reader.line(), "this is not iCalendar: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CalendarRefused(reader.line(), "this is not iCalendar", e);
    }
    if (reader.calendars.size() != 1) {
      throw new CalendarRefused(0, "the file must have one VCALENDAR in it, from BEGIN to END");
    }
    return reader.calendars.getFirst();
  }

  /** Of each line that is no continuation: where it stands. Each is told to the handler once. */
  private static int[] lines(String text) {
    var physical = text.split("\r\n|\n", -1);
    if (physical.length > MOST_LINES) {
      throw new CalendarRefused(0, "the calendar has more than 50,000 lines");
    }
    var lines = new ArrayList<Integer>();
    for (int i = 0; i < physical.length; i++) {
      var one = physical[i];
      if (!one.isBlank() && !one.startsWith(" ") && !one.startsWith("\t")) {
        lines.add(i + 1);
      }
    }
    return lines.stream().mapToInt(Integer::intValue).toArray();
  }

  private int line() {
    return next == 0 || lines.length == 0 ? 0 : lines[Math.min(next, lines.length) - 1];
  }

  @Override
  public void startCalendar() {
    startComponent("VCALENDAR");
  }

  @Override
  public void endCalendar() {
    endComponent("VCALENDAR");
  }

  @Override
  public void startComponent(String name) {
    next++;
    if (open.size() == DEEPEST) {
      throw new CalendarRefused(line(), "components are nested too deep");
    }
    var part =
        new Part(name.toUpperCase(Locale.ROOT), line(), new ArrayList<>(), new ArrayList<>());
    var outer = open.peek();
    (outer == null ? calendars : outer.parts()).add(part);
    open.push(part);
  }

  @Override
  public void endComponent(String name) {
    next++;
    open.pop();
  }

  @Override
  public void startProperty(String name) {
    next++;
    parameters.clear();
    value = "";
  }

  @Override
  public void parameter(String name, String said) {
    parameters.put(name.toUpperCase(Locale.ROOT), said.replace("\"", ""));
  }

  @Override
  public void propertyValue(String said) {
    value = said;
  }

  @Override
  public void endProperty(String name) {
    open.element()
        .properties()
        .add(new Property(name.toUpperCase(Locale.ROOT), parameters, value, line()));
  }
}
