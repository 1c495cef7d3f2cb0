package dev.countersign.switchboard;

import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.KnownNames;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A service that is not there: nothing is found, and nothing can be sent. */
final class Nowhere implements Connection {
  private static final String WORDS = "there is no switchboard";

  @Override
  public CompletionStage<Listing> discover(Place place) {
    return CompletableFuture.completedFuture(
        new Listing(Set.of(Lines.KIND), List.of(), Set.of(), null));
  }

  @Override
  public CompletionStage<Listing> named(Place place, KnownNames names) {
    return discover(place);
  }

  @Override
  public CompletionStage<Void> look(Place place, List<Watch> watches) {
    return CompletableFuture.failedFuture(new IllegalStateException(WORDS));
  }

  @Override
  public CompletionStage<String> send(Place place, Session session, Call call) {
    return CompletableFuture.failedFuture(new IllegalStateException(WORDS));
  }

  @Override
  public CallAnswer answer(Throwable fault, Call call) {
    return new CallAnswer.Unanswered(WORDS);
  }

  @Override
  public Outcome outcome(@Nullable Throwable fault) {
    return Outcome.FAILED;
  }

  @Override
  public boolean notPermitted(Throwable fault) {
    return false;
  }

  @Override
  public String words(Throwable fault) {
    return WORDS;
  }
}
