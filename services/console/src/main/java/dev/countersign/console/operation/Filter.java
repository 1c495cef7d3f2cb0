package dev.countersign.console.operation;

import dev.countersign.client.OperationQuestion;
import dev.countersign.client.Status;
import dev.countersign.console.page.Links;
import dev.countersign.console.person.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of operations shows, as its address says it; empty is no condition.
 *
 * @param who {@code me}, or the subject of a person
 * @param from a day in UTC
 * @param to a day in UTC, which is still shown
 */
public record Filter(
    String status,
    String operation,
    String environment,
    String who,
    String resource,
    String from,
    String to) {
  static final int PAGE = 50;

  static final List<String> ENVIRONMENTS =
      List.of("production", "staging", "test", "poc", "sandbox", "development");

  /** The states in the order in which they come. */
  static List<String> statuses() {
    return Stream.of(Status.values())
        .filter(status -> status != Status.UNKNOWN)
        .map(Status::wireName)
        .toList();
  }

  OperationQuestion question(Person person) {
    var known = Stream.of(Status.values()).filter(one -> one.wireName().equals(status)).findFirst();
    return new OperationQuestion(
        none(resource),
        null,
        null,
        none(operation),
        known.orElse(null),
        who.equals("me") ? person.subject() : none(who),
        none(environment),
        null,
        day(from, 0),
        day(to, 1),
        null,
        PAGE);
  }

  /** Its address, with one condition changed. */
  public String with(String name, String value) {
    var all = values();
    all.put(name, value);
    return Links.query("/operations", all);
  }

  /** The address of the page behind a cursor. */
  String behind(String cursor) {
    var all = values();
    all.put("cursor", cursor);
    return Links.query("/operations", all);
  }

  public boolean isAny() {
    return values().values().stream().allMatch(String::isEmpty);
  }

  private Map<String, String> values() {
    var all = new LinkedHashMap<String, String>();
    all.put("status", status);
    all.put("operation", operation);
    all.put("environment", environment);
    all.put("who", who);
    all.put("resource", resource);
    all.put("from", from);
    all.put("to", to);
    return all;
  }

  private static @Nullable String none(String text) {
    return text.isBlank() ? null : text.strip();
  }

  /** A day that cannot be read is no condition: the field shows it, for the person to mend. */
  private static @Nullable Instant day(String text, int plus) {
    try {
      return text.isBlank()
          ? null
          : LocalDate.parse(text.strip()).plusDays(plus).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }
}
