/**
 * The way to the ledger. Enters: {@code GET /api/ledger/**} with the caller's token. Leaves: what
 * the audit service answers, as it comes. Promised: nothing is changed on the way, and a silent
 * audit service costs its caller a bounded time.
 */
@NullMarked
package dev.countersign.gateway.ledger;

import org.jspecify.annotations.NullMarked;
