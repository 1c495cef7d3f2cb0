package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;

/**
 * What a service does with one event: it looks at what is on record, and answers what is to be
 * changed. The hop makes the change: as one statement where the event came alone, and in one
 * transaction with the others where there are more.
 *
 * <p>Called in the order of the partition, one after the other. It may be asked more than once, and
 * about an event that was handled before; the change is made once. So it only looks, and whatever
 * else has an effect belongs into {@link HopStatement#afterCommit}.
 */
@FunctionalInterface
public interface EventHandler {
  /** What the event leads to; {@link HopStatement#nothing} where that is nothing. */
  Uni<HopStatement> handle(Look look, Event event);
}
