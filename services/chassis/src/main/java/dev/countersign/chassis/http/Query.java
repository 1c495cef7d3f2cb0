package dev.countersign.chassis.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Query parameters, checked before they are used: one that is not known is not ignored. */
public final class Query {
  private static final int LONGEST = 512;
  private final Map<String, List<String>> given;

  /**
   * Of a request.
   *
   * @param known what may be there
   * @throws ProblemFound where a parameter is not known, is there twice, or cannot be read
   */
  public Query(UriInfo uri, Set<String> known) {
    this.given = uri.getQueryParameters();
    given.forEach((name, values) -> check(name, values, known));
  }

  private static void check(String name, List<String> values, Set<String> known) {
    if (!known.contains(name)) {
      var use = "Use: " + String.join(", ", new TreeSet<>(known)) + '.';
      throw wrong(name, "is not known here", use);
    }
    if (values.size() != 1) {
      throw wrong(name, "is there more than once", "Give it once.");
    }
    if (values.getFirst().length() > LONGEST) {
      throw wrong(name, "is too long", "Shorten it.");
    }
    if (values.getFirst().indexOf('\0') >= 0) {
      throw wrong(name, "has the character NUL", "Leave it out.");
    }
  }

  /** A parameter's value, which may be empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(List::getFirst);
  }

  /** A parameter's value; one that is empty counts as absent. */
  public Optional<String> filled(String name) {
    return text(name).filter(value -> !value.isEmpty());
  }

  /** How many to list. */
  public int limit(int otherwise, int most) {
    var limit = filled("limit");
    if (limit.isEmpty()) {
      return otherwise;
    }
    if (limit.get().matches("[1-9]\\d{0,4}") && Integer.parseInt(limit.get()) <= most) {
      return Integer.parseInt(limit.get());
    }
    throw wrong("limit", "is not a number from 1 to " + most, "Give such a number.");
  }

  /** A problem with one parameter. */
  public static ProblemFound wrong(String name, String what, String nextStep) {
    return Problem.of(ProblemType.INVALID_QUERY_PARAMETER, name + ' ' + what + '.')
        .field(name)
        .nextStep(nextStep)
        .found();
  }
}
