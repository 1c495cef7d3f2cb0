package dev.countersign.relay.publishing;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The outbox, as the relay sees it. Any answer may come late, come from any thread, or never come.
 */
public interface Records {
  /**
   * Opens a connection that can hold the right to publish, and does not yet.
   *
   * @param onNews runs on any thread when another instance has committed something, and when the
   *     connection is lost; either may go missing
   */
  CompletionStage<Candidacy> candidacy(Runnable onNews);

  /** Notes down that the broker has these. */
  CompletionStage<Void> markSent(Collection<Long> numbers);

  /** Wakes the instance that publishes, where it is another one. */
  CompletionStage<Void> tellTheLeader();

  /** A connection, and with it the right to publish, once it is given. */
  interface Candidacy {
    /** Whether this instance leads from now on. Does not wait for the one that does. */
    CompletionStage<Boolean> tryToLead();

    /**
     * The first so many that are to be published, in their order, without those that are on their
     * way. Fails once the right to publish is lost.
     */
    CompletionStage<List<Unsent>> unsent(Collection<Long> onTheirWay, int atMost);

    /** Gives the right back. Returns at once. */
    void close();
  }
}
