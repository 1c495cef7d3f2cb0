package dev.countersign.executor.aws;

import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** For a connection that is called, and reads nothing. */
record BareSurroundings(Transport transport) implements Surroundings {
  @Override
  public CompletionStage<Session> reading(Place place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void readingRefused(Place place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<T> paced(
      Place place, String action, Supplier<? extends CompletionStage<T>> call) {
    throw new UnsupportedOperationException();
  }
}
