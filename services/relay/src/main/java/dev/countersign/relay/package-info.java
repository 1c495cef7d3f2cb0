/**
 * The durable hop. Enters: batches of Kafka records, or a request over HTTP. Leaves: outbox rows,
 * published in order. Promised: an event that was handled once has no second effect, and an event
 * whose transaction committed is published at least once, however often the process, the database
 * or the broker dies in between, and whatever the broker forgets before the ledger has it.
 *
 * <p>A service names its topics and groups; what else a channel needs is in this module's {@code
 * META-INF/microprofile-config.properties}, below the service's own settings:
 *
 * <pre>
 * countersign.relay.source=/countersign/policy
 * countersign.relay.topic=countersign.decisions
 * mp.messaging.incoming.requests.connector=smallrye-kafka
 * mp.messaging.incoming.requests.topic=countersign.requests
 * mp.messaging.incoming.requests.group.id=policy-requests
 * </pre>
 *
 * <pre>
 * &#64;Incoming("requests")
 * Uni&lt;Void&gt; receive(IncomingKafkaRecordBatch&lt;String, byte[]&gt; batch) {
 *   return hop.receive("policy-requests", batch, this::handle);
 * }
 * </pre>
 *
 * <p>Why the defaults are what they are (SmallRye Reactive Messaging 4.33):
 *
 * <ul>
 *   <li>{@code commit-strategy=throttled}: offsets of a batch are committed after it was
 *       acknowledged, and those of a partition that was taken away in the meantime never. {@code
 *       latest} commits them from another thread even then, and so can take back what the
 *       partition's new owner has committed; {@code ignore} commits nothing.
 *   <li>{@code throttled.unprocessed-record-max-age.ms=0}: the default of a minute closes the
 *       consumer for good while a database is down for longer. The hop waits as long as it takes
 *       and {@code /q/health/well} and the lag's alert tell of it; the consumer goes on polling,
 *       paused, and stays in its group.
 *   <li>A method that takes a whole batch has to acknowledge it; {@link Hop#receive} does.
 *   <li>{@code failure-strategy=fail}: never met, since the hop does not fail. If a channel dies
 *       all the same, the process ends with exit code 75 for its supervisor to start it again.
 * </ul>
 *
 * <p>A second relay that believes to lead for a moment, or a producer that is replaced, sends
 * records twice, never in a new order: each sends all that is not marked as sent, from the first
 * on.
 */
@NullMarked
package dev.countersign.relay;

import org.jspecify.annotations.NullMarked;
