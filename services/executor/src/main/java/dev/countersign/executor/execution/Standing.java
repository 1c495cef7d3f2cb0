package dev.countersign.executor.execution;

import dev.countersign.contracts.event.Trace;

/**
 * Where an execution stands among the records.
 *
 * @param fence counts the claims: whoever writes with an older one is not in charge any more
 * @param version counts the stored changes
 * @param sequence of the last event about it
 */
public record Standing(
    String operationId, String resourceKey, Trace trace, long fence, long version, long sequence) {}
