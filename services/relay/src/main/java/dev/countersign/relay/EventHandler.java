package dev.countersign.relay;

import dev.countersign.contracts.event.Event;
import io.smallrye.mutiny.Uni;

/**
 * What a service does with one event, inside the hop's transaction. Called in the order of the
 * partition, one after the other, and never for an event that this database has handled before.
 * Whatever fails rolls the transaction back: no effects outside of {@link HopTransaction}, unless
 * after the commit.
 */
@FunctionalInterface
public interface EventHandler {
  /** Handles one event. */
  Uni<Void> handle(HopTransaction tx, Event event);
}
