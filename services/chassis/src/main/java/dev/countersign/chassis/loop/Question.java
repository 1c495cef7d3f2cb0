package dev.countersign.chassis.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The only way to wait here: it ends in an answer or in a fault, once, on the loop, and always. A
 * database that has vanished without a word does not even fail.
 */
public final class Question<T> {
  /** As long as an answer is waited for where nothing else is said. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Loop loop;
  private final Supplier<CompletionStage<T>> question;
  private Duration patience = PATIENCE;
  private Consumer<T> late = _ -> {};
  private boolean over;

  private Question(Loop loop, Supplier<CompletionStage<T>> question) {
    this.loop = loop;
    this.question = question;
  }

  /** To be asked by {@link #then}. */
  public static <T> Question<T> of(Loop loop, Supplier<CompletionStage<T>> question) {
    return new Question<>(loop, question);
  }

  /** How long the answer is waited for. */
  public Question<T> within(Duration patience) {
    this.patience = patience;
    return this;
  }

  /** What to do with an answer that nobody waits for any more. */
  public Question<T> late(Consumer<T> late) {
    this.late = late;
    return this;
  }

  /** Asks. What comes of it completes once, on the loop. */
  public CompletableFuture<T> answer() {
    var answer = new CompletableFuture<T>();
    then(answer::complete, answer::completeExceptionally);
    return answer;
  }

  /** Asks. One of the two runs, once, on the loop. */
  public void then(Consumer<T> answered, Consumer<Throwable> failed) {
    CompletionStage<T> asked;
    try {
      asked = question.get();
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedStage(e);
    }
    asked.whenComplete((answer, fault) ->
        loop.execute(() -> {
          if (over) {
            if (fault == null) {
              late.accept(answer);
            }
          } else {
            over = true;
            if (fault == null) {
              answered.accept(answer);
            } else {
              failed.accept(cause(fault));
            }
          }
        }));
    loop.after(
        patience,
        () -> {
          if (!over) {
            over = true;
            failed.accept(new TimeoutException("no answer for " + patience.toSeconds() + " s"));
          }
        });
  }

  private static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }
}
