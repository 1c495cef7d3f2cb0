/**
 * Operations as they are shown. Enters: decision and status events. Leaves: the view, the history,
 * lists, cancel requests. Promised: every event is in the history, once, at a position that no
 * later event takes; a reader that has seen position n misses nothing by asking for what is after
 * n.
 */
@NullMarked
package dev.countersign.gateway.operation;

import org.jspecify.annotations.NullMarked;
