package dev.countersign.audit.query;

import dev.countersign.chassis.http.Query;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for. Every field narrows; absent ones do not.
 *
 * @param person entries about operations that this person asked for, voted on or cancelled
 * @param environment entries about operations that policy classified so
 * @param from not before, by the event's own time
 * @param to before
 * @param after only entries behind this index
 */
record EntryQuestion(
    @Nullable String operation,
    @Nullable String resource,
    @Nullable String person,
    @Nullable String type,
    @Nullable String environment,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit,
    long after) {
  static final int DEFAULT_LIMIT = 100;
  static final int MOST = 1000;

  private static final String CURSOR = "after:";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Set<String> ENVIRONMENTS =
      Set.of("development", "test", "staging", "poc", "sandbox", "production");
  private static final Set<String> FIELDS =
      Set.of(
          "operation",
          "resource",
          "instance",
          "person",
          "type",
          "environment",
          "from",
          "to",
          "limit",
          "cursor");

  /** Reads query parameters. */
  static EntryQuestion of(UriInfo uri) {
    var query = new Query(uri, FIELDS);
    return new EntryQuestion(
        text(query, "operation"),
        resource(query),
        text(query, "person"),
        text(query, "type"),
        environment(text(query, "environment")),
        time("from", text(query, "from")),
        time("to", text(query, "to")),
        query.limit(DEFAULT_LIMIT, MOST),
        cursor(text(query, "cursor")));
  }

  /** The cursor for what comes behind an entry. */
  static String cursorAfter(long index) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((CURSOR + index).getBytes(StandardCharsets.US_ASCII));
  }

  /** Called instance by the first clients; whoever gives both means two things. */
  private static @Nullable String resource(Query query) {
    var resource = text(query, "resource");
    var instance = text(query, "instance");
    if (resource != null && instance != null) {
      throw Refusals.badParameter("instance", "is the same as resource: give one of them");
    }
    return resource == null ? instance : resource;
  }

  private static @Nullable String text(Query query, String name) {
    var value = query.text(name).orElse(null);
    if (value != null && value.isBlank()) {
      throw Refusals.badParameter(name, "is empty");
    }
    return value;
  }

  private static @Nullable String environment(@Nullable String value) {
    if (value == null) {
      return null;
    }
    var name = value.toLowerCase(Locale.ROOT);
    if (!ENVIRONMENTS.contains(name)) {
      throw Refusals.badParameter(
          "environment", "is one of " + String.join(", ", new TreeSet<>(ENVIRONMENTS)));
    }
    return name;
  }

  private static @Nullable Instant time(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(value);
      if (time.getYear() >= 1 && time.getYear() <= 9999) {
        return time.toInstant();
      }
    } catch (DateTimeException e) {
      // answered below, like a year beyond the calendar
    }
    throw Refusals.badParameter(
        field, "is an ISO 8601 time with an offset, as 2026-05-01T08:00:00Z");
  }

  private static long cursor(@Nullable String value) {
    if (value == null) {
      return -1;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.US_ASCII);
      var index = text.startsWith(CURSOR) ? text.substring(CURSOR.length()) : "";
      if (NUMBER.matcher(index).matches()) {
        return Long.parseLong(index);
      }
    } catch (IllegalArgumentException e) {
      // answered below
    }
    throw Refusals.badParameter("cursor", "is not one that an earlier answer gave");
  }
}
