package dev.countersign.gateway.submission.core;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How long a client wants to wait for an answer (RFC 7240, the {@code Prefer} header). */
public sealed interface Preference {
  /** Nothing was asked for: wait briefly for the decision. */
  record ForDecision() implements Preference {}

  /** {@code respond-async}: answer as soon as the request is durable. */
  record RespondAsync() implements Preference {}

  /**
   * {@code wait=N}: answer when the operation has ended, or when the time is over.
   *
   * @param asked whether the client said so; otherwise it holds for all who say nothing
   */
  record ForOutcome(Duration patience, boolean asked) implements Preference {}

  /**
   * Reads the header's values. As the RFC has it, preferences that are not known or not readable
   * are ignored, and the first of two equal ones counts. A wait beyond the longest is shortened to
   * it. With both, {@code wait} says when to become asynchronous.
   *
   * @param otherwise what holds where the client does not say
   */
  static Preference parse(List<String> headers, Duration longest, Preference otherwise) {
    var async = false;
    for (var header : headers) {
      for (var part : header.split("[,;]")) {
        var preference = part.trim().toLowerCase(Locale.ROOT);
        if (preference.equals("respond-async")) {
          async = true;
        } else if (preference.matches("wait\\s*=\\s*\"?\\d{1,9}\"?")) {
          var seconds = Duration.ofSeconds(Long.parseLong(preference.replaceAll("\\D", "")));
          return new ForOutcome(seconds.compareTo(longest) > 0 ? longest : seconds, true);
        }
      }
    }
    return async ? new RespondAsync() : otherwise;
  }

  /** For {@code Preference-Applied}; empty when nothing was asked for. */
  default String applied() {
    return switch (this) {
      case ForDecision() -> "";
      case RespondAsync() -> "respond-async";
      case ForOutcome(var patience, var asked) -> asked ? "wait=" + patience.toSeconds() : "";
    };
  }
}
