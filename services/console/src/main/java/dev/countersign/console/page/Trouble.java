package dev.countersign.console.page;

import dev.countersign.client.NotAnswered;
import dev.countersign.client.Problem;
import dev.countersign.client.ProblemException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work, in plain words.
 *
 * @param next what to do now
 * @param reference what finds it in the logs; empty for none
 */
public record Trouble(
    int status, String title, String what, String next, List<Wrong> wrong, String reference) {

  /** One field of a form that is wrong. */
  public record Wrong(String field, String what, String hint) {}

  public static Trouble of(ProblemException refused) {
    var problem = refused.problem();
    return new Trouble(
        refused.status(),
        title(refused.status(), problem),
        problem.detail(),
        next(refused),
        wrong(problem.errors()),
        problem.correlationId());
  }

  public static Trouble of(NotAnswered lost) {
    return new Trouble(
        503,
        "The gateway does not answer",
        "Nobody knows whether what you sent has arrived. Nothing happens twice: a repeat is the same"
            + " request.",
        "Wait a moment and reload this page. If it goes on, tell the operators.",
        List.of(),
        "");
  }

  private static String title(int status, Problem problem) {
    return switch (status) {
      case 401 -> "The gateway does not accept your sign-in";
      case 403 -> "You may not do this";
      case 404 -> "This is not there";
      case 429 -> "Too many requests";
      case 502, 503, 504 -> "Not possible at the moment";
      default -> problem.title();
    };
  }

  private static String next(ProblemException refused) {
    var said = refused.problem().nextStep();
    if (said != null && !said.isBlank()) {
      return said;
    }
    return switch (refused.status()) {
      case 401 -> "Sign out and in again. If that does not help, tell the operators.";
      case 403 -> "Ask somebody whose role allows it, or a person who looks after the rules.";
      case 404 -> "Look for it in the fleet or in the list of operations.";
      case 409 -> "Reload the page: something has changed since it was shown.";
      case 429, 502, 503, 504 ->
          refused
              .retryAfter()
              .map(wait -> "Try again in %d s.".formatted(Math.max(1, wait.toSeconds())))
              .orElse("Try again in a moment.");
      default -> "Go back and change it.";
    };
  }

  private static List<Wrong> wrong(@Nullable List<Problem.FieldError> errors) {
    return errors == null
        ? List.of()
        : errors.stream()
            .map(error ->
                new Wrong(
                    error.field().replaceFirst("^parameters\\.", ""), error.detail(), error.hint()))
            .toList();
  }

  /** {@code you-may} as words. */
  public static String words(String name) {
    var text = name.replace('-', ' ').replace('_', ' ');
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
