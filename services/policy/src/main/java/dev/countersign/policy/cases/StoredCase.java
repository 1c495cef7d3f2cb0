package dev.countersign.policy.cases;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.policy.core.cases.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is in the database, and its instance.
 *
 * @param sequence of the last event about it; 0 before the first
 * @param version 0 when there is no row yet
 * @param trace what the answer to the request hangs together with; null when there is no row yet
 * @param instance null when it is not known
 */
record StoredCase(
    String operationId,
    InstanceKey instanceKey,
    CaseState state,
    long sequence,
    long version,
    @Nullable Trace trace,
    @Nullable Instance instance) {}
