package dev.countersign.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the engine gives a provider: transport, sessions for reading, and a pace. */
public interface Surroundings {
  /** How AWS is reached. */
  Transport transport();

  /** The session for reading there, opened when needed. */
  CompletionStage<Session> reading(Place place);

  /** The session for reading was refused; the next look opens another. */
  void readingRefused(Place place);

  /**
   * Makes a call that only reads when its turn has come, and learns from its answer.
   *
   * @param action the service's name of it, for the metrics
   */
  <T> CompletableFuture<T> paced(
      Place place, String action, Supplier<? extends CompletionStage<T>> call);
}
