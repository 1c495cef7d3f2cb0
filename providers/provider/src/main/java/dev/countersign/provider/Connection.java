package dev.countersign.provider;

import dev.countersign.provider.operation.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A service as one process reaches it. Every answer or fault may come from any thread. Whatever is
 * asked for here is paced by the engine for calls, and through {@link Surroundings#paced} for
 * looks.
 */
public interface Connection {
  /** This place is going to be asked for. */
  default void serves(Place place) {}

  /** Everything of the place. Fails where listing is not permitted: see {@link #notPermitted}. */
  CompletionStage<Listing> discover(Place place);

  /** Those of these names, with a call for each; those not there are left out. */
  CompletionStage<Listing> named(Place place, KnownNames names);

  /**
   * One look for all who wait for one. Completes when everybody has been told; each may be told as
   * soon as their part is known. Where it fails, those not told yet are told the fault.
   */
  CompletionStage<Void> look(Place place, List<Watch> watches);

  /**
   * Sends the call, once: a second sending would be a second effect. Completes with the service's
   * id of the request.
   */
  CompletionStage<String> send(Place place, Session session, Call call);

  /** What a failed call means. What is not known to be without effect is unanswered. */
  CallAnswer answer(Throwable fault, Call call);

  /** How a call or a look went, as far as the pace is concerned. */
  Outcome outcome(@Nullable Throwable fault);

  /** Whether the role does not allow it; another try would be refused just the same. */
  boolean notPermitted(Throwable fault);

  /** Why a look failed: one line, for a log or for the requester; no secrets. */
  String words(Throwable fault);

  /** Gives up what it holds. */
  default void close() {}
}
