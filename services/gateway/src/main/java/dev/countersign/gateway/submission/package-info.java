/**
 * Taking operations in. Enters: {@code POST /api/operations}. Leaves: a durable request on the
 * outbox, and an answer. Promised: what is wrong with a request is found before anything of it is
 * stored or published; a repeat under the same idempotency key is one operation.
 */
@NullMarked
package dev.countersign.gateway.submission;

import org.jspecify.annotations.NullMarked;
