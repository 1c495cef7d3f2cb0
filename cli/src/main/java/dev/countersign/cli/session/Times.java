package dev.countersign.cli.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as they are typed. */
public final class Times {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhd])");

  private Times() {}

  /** {@code 90s}, {@code 20m}, {@code 8h}, {@code 7d}. */
  public static final class Length implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      var parts = SHORT.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no time: a number and a unit, such as 90s, 20m, 8h or 7d");
      }
      var number = Long.parseLong(parts.group(1));
      return switch (parts.group(2).charAt(0)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }

  /** {@code 2026-11-29T08:00:00Z}, or {@code 2h} for so long ago. */
  public static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return SHORT.matcher(text).matches()
            ? Clock.systemUTC()
                .instant()
                .minus(new Length().convert(text))
                .truncatedTo(ChronoUnit.SECONDS)
            : Instant.parse(text);
      } catch (DateTimeParseException notOne) {
        throw new TypeConversionException(
            "'" + text + "' is no time: 2026-11-29T08:00:00Z, or 2h for two hours ago");
      }
    }
  }
}
