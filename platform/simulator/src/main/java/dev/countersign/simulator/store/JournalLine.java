package dev.countersign.simulator.store;

import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: what a call changed, as a whole, so that reading it twice does no harm.
 *
 * @param effect the line of the effect ledger, or null for what began by itself
 */
record JournalLine(
    long seq,
    @Nullable Map<String, Object> effect,
    List<Resource> stored,
    List<Resource> removed,
    List<Event> events) {}
