package dev.countersign.console.operation;

import dev.countersign.console.page.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of an operation's life.
 *
 * @param tone as of a badge
 * @param open whether it has not happened yet
 * @param when a time of day, then what has passed since the step before
 * @param at null for what has not happened yet
 * @param details what belongs to it, a line each
 */
public record Step(
    String tone,
    boolean open,
    String when,
    @Nullable Moment at,
    String words,
    List<String> details) {}
