package dev.countersign.policy.core.cases;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a case is kept after the last thing that happened to it.
 *
 * @param kept at least two days: far longer than any request may wait for its decision
 */
public record Retention(Duration kept) {
  /** Clocks differ: what is forgotten has been too old to be decided for so long at least. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** Cases that changed before this are not kept. */
  public Instant keptSince(Instant now) {
    return now.minus(kept).minus(MARGIN);
  }

  /**
   * Whether a request is so old that its case may be gone. It has had its answer then, and comes
   * again, after a topic was read from its start for example: a second answer, even a refusal,
   * would be one too many. Its time is signed by the gateway, so it is as old as it says.
   */
  public boolean forgotten(OperationRequested request, Instant now) {
    return request.requestedAt().isBefore(now.minus(kept));
  }
}
