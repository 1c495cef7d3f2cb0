package dev.countersign.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as text: ISO 8601 with an offset, within the years that it writes with four digits. */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Reads a time.
   *
   * @throws DateTimeException when it is none, or of a year that no calendar of a database has
   */
  public static Instant parse(String text) {
    var time = Instant.parse(text);
    if (time.isBefore(FIRST) || time.isAfter(END)) {
      throw new DateTimeException("not within the years 0001 to 9999");
    }
    return time;
  }

  /** In UTC, always with milliseconds and no more: what people and programs are shown. */
  public static String text(Instant time) {
    return MILLIS.format(time);
  }

  /** Takes text and nothing else; the library's own takes numbers for seconds, too. */
  static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      var text = parser.getText();
      try {
        return parse(text);
      } catch (DateTimeException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, text, "not an ISO 8601 time");
      }
    }
  }

  private Times() {}
}
