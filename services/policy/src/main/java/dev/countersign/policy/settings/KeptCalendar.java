package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.policy.calendars.CalendarRefused;
import dev.countersign.policy.calendars.IcsCalendar;
import dev.countersign.policy.core.freeze.Freeze.Doubt;
import dev.countersign.policy.core.freeze.FreezeCalendar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A calendar as it was last readable, and what became of its file since. */
final class KeptCalendar {
  /** What a look at the file found. */
  enum Found {
    /** Nothing that was not known. */
    NOTHING,
    /** It can be read, and is another one, or could not be read before. */
    READABLE,
    /** It cannot be read any more, or is wrong in another way than it was. */
    UNREADABLE
  }

  private static final String NOT_THERE = "not there";

  private final Path path;
  private final @Nullable ZoneId zone;
  private WatchedFile file;
  private byte[] content = new byte[0];
  private FreezeCalendar calendar = (_, _) -> List.of();
  private @Nullable String suspect;
  private @Nullable String refused;
  private @Nullable Instant since;
  private String reason = "";

  private KeptCalendar(Path path, @Nullable ZoneId zone) {
    this.path = path;
    this.zone = zone;
    this.file = new WatchedFile(path);
  }

  /** One that is readable. */
  static KeptCalendar of(Path path, @Nullable ZoneId zone, Instant now) throws IOException {
    var kept = new KeptCalendar(path, zone);
    kept.take(kept.file.read(), now);
    return kept;
  }

  /** One that is not, and has not been as far as anybody knows. */
  static KeptCalendar unknown(Path path, @Nullable ZoneId zone, String reason) {
    var kept = new KeptCalendar(path, zone);
    kept.since = Instant.EPOCH;
    kept.reason = reason;
    kept.refused = reason;
    return kept;
  }

  /** As it was last readable. */
  FreezeCalendar calendar() {
    return calendar;
  }

  /** What that says: the same for each file that says the same. */
  byte[] content() {
    return content;
  }

  /** What is wrong with the file now; empty where nothing is. */
  String reason() {
    return reason;
  }

  /** Whether the file can be read. */
  boolean readable() {
    return since == null;
  }

  /** SHA-256 of what was last refused, to tell one mistake from the next. */
  String refused() {
    return refused == null ? "" : refused;
  }

  /**
   * Null while the file can be read.
   *
   * @param patience how long one that was readable once is relied on
   */
  @Nullable Doubt doubt(Duration patience) {
    var begun = since;
    if (begun == null) {
      return null;
    }
    return new Doubt(begun, begun.equals(Instant.EPOCH) ? begun : begun.plus(patience), reason);
  }

  /** Looks whether the file has changed, which costs microseconds, and reads it where it has. */
  Found look(Instant now) {
    byte[] read;
    try {
      if (suspect == null && !file.changed()) {
        return Found.NOTHING;
      }
      read = file.read();
    } catch (IOException e) {
      // Whatever is there when it is back is news.
      file = new WatchedFile(path);
      return suspicious(NOT_THERE, said(e), now);
    }
    try {
      return take(read, now);
    } catch (CalendarRefused e) {
      return suspicious(RequestHash.sha256(read), said(e), now);
    }
  }

  private Found take(byte[] read, Instant now) {
    var next = IcsCalendar.read(new String(read, StandardCharsets.UTF_8), zone, now);
    var news = since != null || !Arrays.equals(next.meaning(), content);
    calendar = next;
    content = next.meaning();
    suspect = null;
    refused = null;
    since = null;
    reason = "";
    return news ? Found.READABLE : Found.NOTHING;
  }

  /** At the first look it may be a file that somebody is still writing. */
  private Found suspicious(String what, String why, Instant now) {
    if (what.equals(refused)) {
      suspect = null;
      return Found.NOTHING;
    }
    if (!what.equals(suspect)) {
      suspect = what;
      return Found.NOTHING;
    }
    suspect = null;
    refused = what;
    reason = why;
    since = since == null ? now : since;
    return Found.UNREADABLE;
  }

  static String said(Exception e) {
    return e instanceof IOException ? "the file cannot be read" : String.valueOf(e.getMessage());
  }
}
