package dev.countersign.executor.cloud;

import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * AWS, as the executor sees it. Every call has an answer or a fault in the end, which may come from
 * any thread, and waits for its turn where AWS takes no more at once. Whoever waits for an answer
 * does so for a limited time all the same.
 */
public interface Cloud {
  /**
   * Opens a session for this attempt's one call, and for nothing else.
   *
   * @param expiry AWS takes the call no later than this
   */
  CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry);

  /**
   * Makes the one call that has an effect: sends it once, or not at all. Whoever calls this has an
   * intent on record. Never fails.
   *
   * @param before it is not sent from this moment on, however long it had to wait for its turn
   */
  CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before);

  /**
   * One look at a place for all who wait for one. Completes when each of them has been told, and
   * fails where those who have not been told yet will not be.
   */
  CompletionStage<Void> look(String service, Place place, List<Watch> watches);

  /** How long so many calls take there at the present pace. */
  Duration timeFor(Place place, int calls);

  /** What its answers tell of its clock. */
  AwsTime time();

  /** Why a session was not opened: one line, for a log or for the requester. */
  String words(Throwable fault);

  /** Why a look at a service failed, in the words of whoever looked. */
  default String words(String service, Throwable fault) {
    return words(fault);
  }
}
