package dev.countersign.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** The API said no. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Set<Integer> FOR_NOW = Set.of(429, 502, 503, 504);
  private static final String IN_FLIGHT = "idempotency-in-flight";

  private final transient Problem problem;
  private final transient Answer answer;
  private final int status;
  private final String retryAfter;

  ProblemException(Answer answer) {
    this(answer, Problem.of(answer));
  }

  private ProblemException(Answer answer, Problem problem) {
    super("HTTP " + answer.status() + " " + problem.name() + ": " + problem.detail());
    this.problem = problem;
    this.answer = answer;
    this.status = answer.status();
    this.retryAfter = answer.header("Retry-After");
  }

  public Problem problem() {
    return problem;
  }

  /** The answer as it came. */
  public Answer answer() {
    return answer;
  }

  public int status() {
    return status;
  }

  /** How long the server asks to wait, in seconds or until a date. */
  public Optional<Duration> retryAfter() {
    try {
      if (retryAfter.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
      }
      var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(Instant.now(), date)).filter(wait -> !wait.isNegative());
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** Whether the same request may be answered otherwise in a moment. */
  public boolean forNow() {
    return FOR_NOW.contains(status) || problem.name().equals(IN_FLIGHT);
  }
}
