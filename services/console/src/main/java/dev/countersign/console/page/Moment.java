package dev.countersign.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A time for people: relative, with the absolute one beside it. */
public record Moment(Instant at, Instant seenAt) {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** As seen now; null stays null. */
  public static @Nullable Moment of(@Nullable Instant at) {
    return at == null ? null : now(at);
  }

  public static Moment now(Instant at) {
    return new Moment(at, Instant.now());
  }

  public String iso() {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public String full() {
    return FULL.format(at);
  }

  public String clock() {
    return CLOCK.format(at);
  }

  public boolean isPast() {
    return at.isBefore(seenAt);
  }

  /** For example {@code 4 minutes ago}, or {@code in 2 hours}; the day when it is far away. */
  public String relative() {
    var distance = Duration.between(at, seenAt);
    var length = distance.abs();
    if (length.toSeconds() < 5) {
      return "now";
    }
    if (length.toDays() > 30) {
      return DAY.format(at);
    }
    var words = words(length);
    return distance.isNegative() ? "in " + words : words + " ago";
  }

  /** For example {@code 90 minutes}. */
  public static String words(Duration length) {
    if (length.toSeconds() < 60) {
      return counted(length.toSeconds(), "second");
    }
    if (length.toMinutes() < 90) {
      return counted(length.toMinutes(), "minute");
    }
    return length.toHours() < 48
        ? counted(length.toHours(), "hour")
        : counted(length.toDays(), "day");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
