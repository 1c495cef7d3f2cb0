package dev.countersign.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends a request again while that may help, within a bounded time. */
final class Repeats {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 5_000;

  private final Duration patience;
  private final Consumer<? super RuntimeException> told;
  private @Nullable Long deadline;
  private long millis = FIRST_MILLIS;

  /**
   * @param patience from the first failure on
   * @param told of each failure after which the request is sent again
   */
  Repeats(Duration patience, Consumer<? super RuntimeException> told) {
    this.patience = patience;
    this.told = told;
  }

  /** The answer to a request that is safe to repeat. */
  Answer answer(Supplier<Answer> request) {
    while (true) {
      try {
        return successful(request.get());
      } catch (ProblemException refused) {
        if (!refused.forNow() || !pause(refused.retryAfter(), refused)) {
          throw refused;
        }
      } catch (NotAnswered lost) {
        if (!pause(Optional.empty(), lost)) {
          throw lost;
        }
      }
    }
  }

  static Answer successful(Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new ProblemException(answer);
    }
    return answer;
  }

  /** It has worked: what fails from now on has all the time again. */
  void succeeded() {
    deadline = null;
    millis = FIRST_MILLIS;
  }

  /** As long as the server asks for, or longer from time to time; false where time is up. */
  boolean pause(Optional<Duration> asked) {
    return pause(asked, null);
  }

  private boolean pause(Optional<Duration> asked, @Nullable RuntimeException failure) {
    var wait =
        asked
            .map(least -> Math.max(FIRST_MILLIS, least.toMillis()))
            .orElseGet(() -> millis / 2 + ThreadLocalRandom.current().nextLong(millis));
    var now = System.nanoTime();
    var end = deadline == null ? now + patience.toNanos() : deadline;
    deadline = end;
    if (now + TimeUnit.MILLISECONDS.toNanos(wait) - end > 0) {
      return false;
    }
    millis = Math.min(2 * millis, LONGEST_MILLIS);
    if (failure != null) {
      told.accept(failure);
    }
    try {
      TimeUnit.MILLISECONDS.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
