package dev.countersign.relay.publishing;

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
final class Question<T> {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Loop loop;
  private final Supplier<CompletionStage<T>> question;
  private Consumer<T> late = _ -> {};
  private boolean over;

  private Question(Loop loop, Supplier<CompletionStage<T>> question) {
    this.loop = loop;
    this.question = question;
  }

  static <T> Question<T> of(Loop loop, Supplier<CompletionStage<T>> question) {
    return new Question<>(loop, question);
  }

  /** What to do with an answer that nobody waits for any more. */
  Question<T> late(Consumer<T> late) {
    this.late = late;
    return this;
  }

  void then(Consumer<T> answered, Consumer<Throwable> failed) {
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
        PATIENCE,
        () -> {
          if (!over) {
            over = true;
            failed.accept(new TimeoutException("no answer for " + PATIENCE.toSeconds() + " s"));
          }
        });
  }

  private static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }
}
