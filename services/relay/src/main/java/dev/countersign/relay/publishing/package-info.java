/**
 * The relay's heart: publishes what is in the outbox, in its order. Enters: what was committed, and
 * word that something was. Leaves: records on the bus, and notes of what the broker has. Promised:
 * whatever a broker, a database or a connection does or fails to do, nothing here waits for it
 * without an end, and what is committed is published once they work again.
 *
 * <p>Everything here runs on one {@link dev.countersign.chassis.loop.Loop}, behind ports for time,
 * database and broker, so that the simulation in {@code verification/chaos} runs this very code.
 */
@NullMarked
package dev.countersign.relay.publishing;

import org.jspecify.annotations.NullMarked;
