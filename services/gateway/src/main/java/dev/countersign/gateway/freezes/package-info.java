/**
 * The way to the freezes. Enters: {@code GET /api/freezes}. Leaves: what policy answers, which
 * decides by the same calendars. Promised: the caller's token stays here; a silent policy service
 * costs its caller a bounded time.
 */
@NullMarked
package dev.countersign.gateway.freezes;

import org.jspecify.annotations.NullMarked;
