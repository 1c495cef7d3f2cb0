/**
 * The durable hop. Enters: batches of Kafka records, or a request over HTTP. Leaves: outbox rows,
 * published in order. Promised: an event that was handled once has no second effect, and an event
 * whose transaction committed is published at least once, however often the process or the broker
 * dies in between.
 */
@NullMarked
package dev.countersign.relay;

import org.jspecify.annotations.NullMarked;
