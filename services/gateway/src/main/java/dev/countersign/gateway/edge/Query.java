package dev.countersign.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A list's query parameters, checked before they are used. */
public final class Query {
  private static final int LONGEST = 300;
  private final Map<String, List<String>> given;

  /** Of a call. */
  public Query(Call call) {
    this.given = call.query();
  }

  /** What is wrong with it: a parameter that is not known, is there twice, or cannot be read. */
  public Optional<Problem> problem(Set<String> known, int largestLimit) {
    for (var entry : given.entrySet()) {
      if (!known.contains(entry.getKey())) {
        return wrong(entry.getKey(), "is not known here", "Use: " + String.join(", ", known) + '.');
      }
      if (entry.getValue().size() != 1) {
        return wrong(entry.getKey(), "is there more than once", "Give it once.");
      }
      if (entry.getValue().getFirst().length() > LONGEST) {
        return wrong(entry.getKey(), "is too long", "Shorten it.");
      }
      if (entry.getValue().getFirst().indexOf('\0') >= 0) {
        return wrong(entry.getKey(), "has the character NUL", "Leave it out.");
      }
    }
    if (text("limit").filter(value -> !limit(value, largestLimit)).isPresent()) {
      return wrong("limit", "is not a number from 1 to " + largestLimit, "Give such a number.");
    }
    if (text("cursor").isPresent() && cursor().isEmpty()) {
      return wrong("cursor", "is not one of ours", "Use next_cursor of the page before as it is.");
    }
    return Optional.empty();
  }

  /** A parameter's value. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(List::getFirst).filter(v -> !v.isEmpty());
  }

  /** How many to list. */
  public int limit(int otherwise) {
    return text("limit").map(Integer::parseInt).orElse(otherwise);
  }

  /** The key after which the page begins. */
  public Optional<String> cursor() {
    return text("cursor").flatMap(Query::decoded);
  }

  /** The cursor for the page after a key. */
  public static String cursor(String lastKey) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(lastKey.getBytes(UTF_8));
  }

  /** A problem with one parameter. */
  public static Optional<Problem> wrong(String name, String detail, String nextStep) {
    return Optional.of(
        Problem.of(ProblemType.INVALID_QUERY_PARAMETER, name + ' ' + detail + '.')
            .field(name)
            .nextStep(nextStep));
  }

  private static boolean limit(String value, int largest) {
    return value.matches("[1-9]\\d{0,4}") && Integer.parseInt(value) <= largest;
  }

  private static Optional<String> decoded(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      return Optional.of(text).filter(key -> key.matches("[A-Za-z0-9:-]{1,120}"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
