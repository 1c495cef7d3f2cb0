/**
 * Live updates as server-sent events. Enters: a client that stays. Leaves: each event of an
 * operation in its order, once per connection, and again from where a client left off. Promised: a
 * slow client is not waited for with more than one page in memory.
 */
@NullMarked
package dev.countersign.gateway.stream;

import org.jspecify.annotations.NullMarked;
