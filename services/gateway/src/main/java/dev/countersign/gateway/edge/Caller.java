package dev.countersign.gateway.edge;

import dev.countersign.contracts.event.Requester;
import java.time.Instant;

/** What a verified token says about whoever sends it. */
sealed interface Caller {
  /**
   * Somebody.
   *
   * @param expires when the token ends
   */
  record Known(Requester requester, Instant expires) implements Caller {}

  /**
   * Nobody: the signature is good, and what it is over does not name a person.
   *
   * @param reason in the caller's words, without the content
   */
  record Unusable(String reason) implements Caller {}
}
